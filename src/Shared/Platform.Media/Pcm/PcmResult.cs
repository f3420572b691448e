using Platform.Kernel.Results;

namespace Platform.Media.Pcm;

/// <summary>What a decoder delivered.</summary>
public sealed record PcmResult
{
    /// <summary>Null when nothing could be decoded.</summary>
    public PcmFormat? Format { get; init; }

    /// <summary>Length of the audio delivered.</summary>
    public TimeSpan Decoded { get; init; }

    /// <summary>Encoded bytes handed to the decoder.</summary>
    public long BytesRead { get; init; }

    /// <summary>
    /// Why less was delivered than asked; null when all is well or the input ended by itself after some audio. Codes:
    /// <c>audio.decoder_missing</c>, <c>audio.codec_unsupported</c>, <c>audio.invalid_data</c>, <c>audio.no_audio</c>,
    /// <c>audio.timeout</c>, <c>audio.input_failed</c>, <c>audio.decode_failed</c>.
    /// </summary>
    public Error? Error { get; init; }

    /// <summary>What the decoder complained about although it went on, a few lines at most; empty when it did not.</summary>
    public string Warnings { get; init; } = "";
}
