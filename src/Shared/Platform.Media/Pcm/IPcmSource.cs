namespace Platform.Media.Pcm;

/// <summary>
/// Decodes audio. The encoded bytes come from the caller, who owns the connection: a decoder behind this port never
/// opens a network connection or a file. PCM flows to the sink as it is decoded, in constant memory.
/// </summary>
public interface IPcmSource
{
    /// <summary>
    /// Decodes until the requested amount of audio has been delivered, the input ends, or the time is up. Reads from
    /// <paramref name="encoded"/> only as fast as the sink takes the PCM, and does not dispose it.
    /// </summary>
    /// <returns>What was decoded, with an error unless audio was delivered as asked. Missing tools and broken input are answers, not exceptions.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PcmResult> DecodeAsync(Stream encoded, PcmRequest request, IPcmSink sink, CancellationToken cancellationToken);
}

/// <summary>Takes decoded audio as it comes. Called by one thread at a time.</summary>
public interface IPcmSink
{
    /// <summary>Called once, before any samples.</summary>
    void Start(PcmFormat format);

    /// <summary>Interleaved samples, full scale being -1 to 1 (decoders may overshoot). The span is only valid during the call and holds whole frames.</summary>
    void Write(ReadOnlySpan<float> interleaved);
}

/// <summary>What the samples are.</summary>
/// <param name="SampleRate">Frames per second, as in the source.</param>
/// <param name="Channels">1 or 2; sources with more channels are mixed down to stereo.</param>
public readonly record struct PcmFormat(int SampleRate, int Channels);

/// <summary>What to decode.</summary>
public sealed record PcmRequest
{
    /// <summary>Stop after this much audio; null: decode to the end of the input.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Give up after this much time, waiting for input included.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>What the input is known to be; saves the decoder the guessing.</summary>
    public AudioContainer Container { get; init; }
}

/// <summary>Kinds of encoded audio a sniffer can tell by their first bytes.</summary>
public enum AudioContainer
{
    /// <summary>Not known: the decoder finds out.</summary>
    Unknown,

    /// <summary>MPEG-1/2 layer II or III frames.</summary>
    Mp3,

    /// <summary>AAC in ADTS frames.</summary>
    Adts,

    /// <summary>Vorbis, Opus or FLAC in Ogg.</summary>
    Ogg,

    Flac,
    Wav,
    MpegTs,
    WebM,
}
