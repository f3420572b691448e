using Microsoft.Extensions.Options;
using Platform.Media.Health;
using Platform.Media.Tools;

namespace Platform.Media.Pcm;

/// <summary>Decodes with one ffmpeg process per call, fed through its standard input.</summary>
public sealed class FfmpegPcmSource(ExternalTool tool, IOptions<MediaOptions> options) : IPcmSource
{
    private readonly FfmpegStart _start = new(tool);
    private readonly DecoderProcess _decoder = new(tool);

    /// <inheritdoc/>
    public async Task<PcmResult> DecodeAsync(Stream encoded, PcmRequest request, IPcmSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sink);
        var program = options.Value.FfmpegPath;
        var ffmpeg = new ToolRequest(program, FfmpegArguments.Decode(request))
        {
            Timeout = request.Timeout,
            Environment = options.Value.FastFfmpegStart ? await _start.EnvironmentAsync(program) : FfmpegStart.Plain,
            InstallHint = FfmpegInspection.InstallHint,
        };
        return await _decoder.RunAsync(ffmpeg, encoded, request, sink, cancellationToken);
    }
}
