using Platform.Speech;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Preprocessing;

/// <summary>The steps as a filter graph of ffmpeg, mono from the beginning and at 16 kHz in the end.</summary>
/// <param name="sampleRate">Of the recording; 0 where it is not known.</param>
/// <param name="rnnoiseModel">Where RNNoise's model is; null: there is none.</param>
internal sealed class FilterChain(int sampleRate, string? rnnoiseModel)
{
    private const string Mono = "aformat=channel_layouts=mono";
    private readonly List<string> _filters = [Mono];
    private int _rate = sampleRate;

    /// <summary>Whether the sound of a moment depends on all that came before: then it is filtered from the beginning whenever it is taken up.</summary>
    public bool Remembers { get; private set; }

    /// <summary>The graph, from one unnamed input to one unnamed output.</summary>
    public string Text => string.Join(',', _rate == SpeechAudio.SampleRate ? _filters : [.. _filters, StepFilters.Resample(SpeechAudio.SampleRate).Text]);

    /// <summary>What needs no measurement; the gate is no filter.</summary>
    public void Add(SoundOperation operation)
    {
        switch (operation)
        {
            case SoundOperation.Filter filter:
                _filters.Add(filter.Text);
                (_rate, Remembers) = (filter.Rate ?? _rate, Remembers || filter.Remembers);
                break;
            case SoundOperation.LowPass { Hz: var hz } when _rate == 0 || hz < _rate / 2.0:
                _filters.Add(StepFilters.Invariant($"lowpass=f={hz}:poles=2"));
                break;
            case SoundOperation.Rnnoise { Mix: var mix }:
                // It works at 48 kHz, to which ffmpeg brings the sound by itself.
                _filters.Add(StepFilters.Invariant($"arnndn=m={Quote(rnnoiseModel ?? "")}:mix={mix}"));
                _filters.Add(StepFilters.Resample(SpeechAudio.SampleRate).Text);
                _filters.Add(Mono);
                (_rate, Remembers) = (SpeechAudio.SampleRate, true);
                break;
            case SoundOperation.Gain gain:
                _filters.Add(StepFilters.Invariant($"volume={gain.GainDb:0.##}dB"));
                if (gain.LimitDb is { } limit) _filters.Add(StepFilters.Limit(limit).Text);
                break;
        }
    }

    /// <summary>One channel of floats on standard output: the sound that is measured.</summary>
    public string[] MeasureArguments(string path, int track) => Arguments(path, $"{Input(track)}{Text}[out]");

    /// <summary>Two channels of floats on standard output: the sound as it was, and as it is now.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="track">Which audio track, from 0.</param>
    /// <param name="from">Where to begin, whole seconds; decoded from the beginning, because only so is a moment the same in every format.</param>
    public string[] ReadArguments(string path, int track, TimeSpan from)
    {
        var cut = from > TimeSpan.Zero ? StepFilters.Invariant($"asetpts=N/SR/TB,atrim=start={from.TotalSeconds:0.###},asetpts=N/SR/TB") : "anull";
        var (before, after) = Remembers ? ("anull", cut) : (cut, "anull");

        // The sound as it was is made longer, so that the end of the other is never cut off.
        return Arguments(path, StepFilters.Invariant($"{Input(track)}{before},asplit[a][b];[a]{Mono},aresample={SpeechAudio.SampleRate},apad=pad_dur=1[raw];[b]{Text}[new];[raw][new]join=inputs=2:channel_layout=stereo:map=0.0-FL|1.0-FR,{after}[out]"));
    }

    private static string[] Arguments(string path, string graph) =>
    [
        "-hide_banner", "-loglevel", "error", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe", "-i", $"file:{path}",
        "-filter_complex", graph, "-map", "[out]", "-ar", StepFilters.Invariant($"{SpeechAudio.SampleRate}"), "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
    ];

    private static string Input(int track) => StepFilters.Invariant($"[0:a:{track}]");

    // An option of a filter in a graph is unescaped twice.
    private static string Quote(string value) => Escape(Escape(value, "\\':"), "\\'[],;");

    private static string Escape(string value, string special) => string.Concat(value.Select(c => special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
