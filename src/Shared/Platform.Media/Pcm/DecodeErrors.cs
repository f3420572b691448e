using System.Globalization;
using Platform.Kernel.Results;
using Platform.Media.Tools;

namespace Platform.Media.Pcm;

/// <summary>Turns the way a decoding ended into an error a user understands.</summary>
internal static class DecodeErrors
{
    private static readonly (string Sign, string Code, string Message)[] Signs =
    [
        ("matches no streams", "audio.no_audio", "There is no audio in the stream"),
        ("does not contain any stream", "audio.no_audio", "There is no audio in the stream"),
        ("Decoder not found", "audio.codec_unsupported", "Codec not supported"),
        ("no decoder found", "audio.codec_unsupported", "Codec not supported"),
        ("Unknown decoder", "audio.codec_unsupported", "Codec not supported"),
        ("unspecified sample rate", "audio.invalid_data", "Invalid stream format: the parameters of the audio could not be found"),
        ("Could not find codec parameters", "audio.invalid_data", "Invalid stream format: the parameters of the audio could not be found"),
        ("Invalid data found", "audio.invalid_data", "Invalid stream format: this is not audio that can be decoded"),
        ("Error while decoding", "audio.invalid_data", "Invalid stream format: the audio is damaged"),
        ("Protocol not on whitelist", "audio.invalid_data", "Invalid stream format: the data points to other addresses instead of containing audio"),
    ];

    /// <returns>Null when audio was delivered as asked, or up to an early end of the input.</returns>
    public static Error? Classify(ToolResult run, PcmReader output, EncodedPump input, PcmRequest request)
    {
        if (run.Exit == ToolExit.NotFound) return Error.Unavailable("audio.decoder_missing", run.Explanation);
        if (run.Exit == ToolExit.TimedOut) return TimedOut(output, input, request);
        if (input.Failure is { } failure) return Error.Unavailable("audio.input_failed", $"The connection failed while audio was being read: {failure.Message}");
        if (run.Exit == ToolExit.Signalled) return Error.Unavailable("audio.decode_failed", run.Explanation);
        if (output.Decoded > TimeSpan.Zero) return null;
        if (input.BytesRead == 0) return Error.Unavailable("audio.no_audio", "The stream ended before any audio came");
        return FromText(run.ErrorTail);
    }

    private static Error TimedOut(PcmReader output, EncodedPump input, PcmRequest request)
    {
        var culture = CultureInfo.InvariantCulture;
        var limit = request.Timeout.TotalSeconds.ToString("0.#", culture);
        var decoded = output.Decoded.TotalSeconds.ToString("0.0", culture);
        return Error.Unavailable("audio.timeout", input.BytesRead == 0
            ? $"Timeout: no data came within {limit} s"
            : $"Timeout: only {decoded} s of audio came within {limit} s");
    }

    private static Error FromText(string errors)
    {
        foreach (var (sign, code, message) in Signs)
        {
            if (errors.Contains(sign, StringComparison.OrdinalIgnoreCase)) return Error.Unavailable(code, message);
        }

        var line = errors.Split('\n', 2)[0].Trim();
        return Error.Unavailable("audio.decode_failed", line.Length > 0 ? $"The audio could not be decoded: {line}" : "The audio could not be decoded");
    }
}
