namespace Platform.Media.Pcm;

/// <summary>Gives the same audio to several sinks.</summary>
public sealed class PcmTee(params IReadOnlyList<IPcmSink> sinks) : IPcmSink
{
    /// <inheritdoc/>
    public void Start(PcmFormat format)
    {
        foreach (var sink in sinks) sink.Start(format);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        foreach (var sink in sinks) sink.Write(interleaved);
    }
}
