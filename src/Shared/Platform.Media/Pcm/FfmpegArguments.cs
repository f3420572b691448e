using System.Globalization;

namespace Platform.Media.Pcm;

/// <summary>The command line of a decoding ffmpeg: bytes in on standard input, float samples with a WAV header out on standard output.</summary>
internal static class FfmpegArguments
{
    public static IReadOnlyList<string> Decode(PcmRequest request)
    {
        List<string> arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostats",
            "-protocol_whitelist", "pipe",
            "-threads", "1", "-filter_threads", "1",
            .. Probing(request.Container),
        ];
        if (InputFormat(request.Container) is { } format) arguments.AddRange(["-f", format]);
        arguments.AddRange(["-i", "pipe:0", "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1"]);

        // A little more than wanted, because some formats begin before zero; the reader cuts to the sample.
        if (request.Duration is { } duration) arguments.AddRange(["-t", (duration.TotalSeconds + 0.5).ToString("0.###", CultureInfo.InvariantCulture)]);

        // Mono stays mono, stereo stays stereo, anything else becomes stereo; the sample rate stays the source's.
        arguments.AddRange(["-af", "aformat=channel_layouts=mono|stereo", "-c:a", "pcm_f32le", "-fflags", "+bitexact", "-flush_packets", "0", "-f", "wav", "pipe:1"]);
        return arguments;
    }

    // Plain audio shows what it is in its first frames; where streams are interleaved, the audio's may come late.
    private static string[] Probing(AudioContainer container) => container is AudioContainer.MpegTs or AudioContainer.WebM or AudioContainer.Unknown
        ? ["-probesize", "1000000", "-analyzeduration", "2000000"]
        : ["-probesize", "32768", "-analyzeduration", "500000"];

    private static string? InputFormat(AudioContainer container) => container switch
    {
        AudioContainer.Mp3 => "mp3",
        AudioContainer.Adts => "aac",
        AudioContainer.Ogg => "ogg",
        AudioContainer.Flac => "flac",
        AudioContainer.Wav => "wav",
        AudioContainer.MpegTs => "mpegts",
        AudioContainer.WebM => "matroska",
        _ => null,
    };
}
