using System.Globalization;
using Platform.Speech;

namespace Platform.Transcription.Preprocessing;

/// <summary>The ffmpeg filters of the options, in stt-faster's order: high-pass, 16 kHz, RNNoise, loudness.</summary>
internal static class FilterChain
{
    /// <summary>Peaks are held under this, dBTP.</summary>
    public const double PeakDb = -2;

    /// <summary>What loudness to bring the sound to; null: leave it.</summary>
    public static (double Lufs, double PeakDb)? Target(LoudnessPreset preset) => preset switch
    {
        LoudnessPreset.Default => (-23, PeakDb),
        LoudnessPreset.BoostQuietVoices => (-18, PeakDb),
        _ => null,
    };

    /// <summary>Mono at 16 kHz, without the loudness.</summary>
    public static string Clean(PreprocessingOptions options, string? rnnoiseModel)
    {
        List<string> filters = ["aformat=channel_layouts=mono"];
        if (options.HighPassHz > 0) filters.Add(Invariant($"highpass=f={options.HighPassHz}:poles=2"));
        filters.Add(Invariant($"aresample=resampler=soxr:osr={SpeechAudio.SampleRate}"));

        // RNNoise works at 48 kHz, to which ffmpeg brings the sound by itself.
        if (rnnoiseModel is not null) filters.Add(Invariant($"arnndn=m={Quote(rnnoiseModel)}:mix={options.RnnoiseMix},aresample=resampler=soxr:osr={SpeechAudio.SampleRate},aformat=channel_layouts=mono"));
        return string.Join(',', filters);
    }

    /// <summary>A constant gain, and a limiter that keeps peaks under the target's.</summary>
    public static string Loudness(double gainDb, double peakDb) =>
        Invariant($"volume={gainDb:0.##}dB,alimiter=limit={Math.Pow(10, peakDb / 20):0.####}:attack=5:release=50:level=false");

    /// <summary>One channel of floats on standard output: the sound that the loudness is measured of.</summary>
    public static string[] MeasureArguments(string path, int track, PreprocessingOptions options, string? rnnoiseModel) =>
        Arguments(path, $"{Input(track)}{Clean(options, rnnoiseModel)}[out]");

    /// <summary>Two channels of floats on standard output: the sound as it was, and as it is now.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="track">Which audio track, from 0.</param>
    /// <param name="from">Where to begin; decoded from the beginning, because only so is a moment the same in every format.</param>
    /// <param name="processing">Filters of <see cref="Clean"/>, perhaps with <see cref="Loudness"/>.</param>
    public static string[] ReadArguments(string path, int track, TimeSpan from, string processing)
    {
        var start = from > TimeSpan.Zero ? Invariant($"asetpts=N/SR/TB,atrim=start={from.TotalSeconds:0.###},asetpts=N/SR/TB,") : "";

        // The sound as it was is made longer, so that the end of the other is never cut off.
        return Arguments(path, Invariant($"{Input(track)}{start}asplit[a][b];[a]aformat=channel_layouts=mono,aresample={SpeechAudio.SampleRate},apad=pad_dur=1[raw];[b]{processing}[new];[raw][new]join=inputs=2:channel_layout=stereo:map=0.0-FL|1.0-FR[out]"));
    }

    private static string[] Arguments(string path, string graph) =>
    [
        "-hide_banner", "-loglevel", "error", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe", "-i", $"file:{path}",
        "-filter_complex", graph, "-map", "[out]", "-ar", Invariant($"{SpeechAudio.SampleRate}"), "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
    ];

    private static string Input(int track) => Invariant($"[0:a:{track}]");

    // An option of a filter in a graph is unescaped twice.
    private static string Quote(string value) => Escape(Escape(value, "\\':"), "\\'[],;");

    private static string Escape(string value, string special) => string.Concat(value.Select(c => special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
