namespace Platform.Media.Pcm;

/// <summary>Takes the decoder that costs least for what the input is: mpg123 for MP3 where it is installed, ffmpeg for all else.</summary>
public sealed class CheapestPcmSource(Mpg123PcmSource mpg123, FfmpegPcmSource ffmpeg) : IPcmSource
{
    /// <inheritdoc/>
    public Task<PcmResult> DecodeAsync(Stream encoded, PcmRequest request, IPcmSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IPcmSource source = mpg123.CanDecode(request.Container) ? mpg123 : ffmpeg;
        return source.DecodeAsync(encoded, request, sink, cancellationToken);
    }
}
