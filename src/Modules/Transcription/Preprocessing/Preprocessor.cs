using Platform.Kernel.Results;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Speech;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Preprocessing;

/// <summary>Files that preprocessing reads and writes besides the recording.</summary>
internal sealed record PreprocessingPlaces
{
    /// <summary>Model of RNNoise in the format of ffmpeg's arnndn.</summary>
    public string? RnnoiseModel { get; init; }

    /// <summary>Where it is downloaded from when it is not there; null: nowhere.</summary>
    public string? RnnoiseModelUrl { get; init; }

    /// <summary>Folder in which copies of the stages are kept; null: none are.</summary>
    public string? StageFolder { get; init; }
}

/// <summary>
/// Opens recordings with their sound prepared, in one ffmpeg and without a file in between. What a step wants to know of the whole is measured
/// first, each time of the sound as the steps before have left it, and becomes one constant gain.
/// </summary>
internal sealed class Preprocessor(AudioProbe probe, SpeechAudioFiles files, RnnoiseModel rnnoise, TimeProvider clock)
{
    /// <param name="path">Full path of the recording.</param>
    /// <param name="options">What is done to it.</param>
    /// <param name="places">Of its files.</param>
    /// <param name="track">Which audio track, from 0.</param>
    /// <param name="cancellationToken">Stops measuring.</param>
    /// <returns>
    /// The sound, or an error of <see cref="AudioProbe.ProbeAsync"/>, <c>transcription.no_such_track</c>, <see cref="RnnoiseModel.FindAsync"/>,
    /// <c>speech.audio_unreadable</c>.
    /// </returns>
    public async Task<Result<PreparedAudio>> OpenAsync(string path, PreprocessingOptions options, PreprocessingPlaces places, int track, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var probed = await probe.ProbeAsync(path, cancellationToken);
        if (!probed.Ok) return probed.Error;
        var facts = probed.Value;
        if (track < 0 || track >= facts.Tracks.Count) return Error.InvalidField("track", "transcription.no_such_track", $"There is no audio track {track}; there are {facts.Tracks.Count}, counted from 0.");
        List<SoundOperation> operations = [.. options.Active.SelectMany(s => s.Operations)];
        var model = operations.Exists(o => o is SoundOperation.Rnnoise) ? await rnnoise.FindAsync(places, cancellationToken) : (Result<string>?)null;
        if (model is { Ok: false, Error: var missing }) return missing;

        var chain = new FilterChain(facts.Tracks[track].SampleRate, model?.Value);
        var laid = new Laid();
        try
        {
            for (var i = 0; i < operations.Count; i++) laid = await LayAsync(laid, operations[i], i + 1 < operations.Count ? operations[i + 1] : null, chain, path, track, cancellationToken);
        }
        catch (SpeechException e)
        {
            return e.Error;
        }

        if (places.StageFolder is { } folder) Directory.CreateDirectory(folder);
        return new PreparedAudio(facts, (from, cancel) => files.DecodeAsync(chain.ReadArguments(path, track, from), cancel))
        {
            Took = clock.GetElapsedTime(start),
            LoudnessLufs = laid.Lufs,
            GainDb = Math.Round(laid.GainDb, 2),
            NoiseDb = laid.Noise,
            NoiseDecrease = laid.Gate?.Decrease ?? 0,
            StagePrefix = options.Enabled && places.StageFolder is { } stages ? Path.Combine(stages, Path.GetFileNameWithoutExtension(path)) : null,
        };
    }

    private async Task<Laid> LayAsync(Laid laid, SoundOperation operation, SoundOperation? next, FilterChain chain, string path, int track, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case SoundOperation.Level level:
                // What follows a constant gain need not be listened to again: the noise is louder by that gain.
                var (levels, noise) = await MeasureAsync(chain.MeasureArguments(path, track), next as SoundOperation.Gate, cancellationToken);
                var gain = level.Change(levels);
                chain.Add(gain);
                for (var k = 0; k < noise?.Length; k++) noise[k] += (float)gain.GainDb;
                return laid with { Lufs = laid.Lufs ?? levels.Lufs, GainDb = laid.GainDb + gain.GainDb, Noise = noise, Listened = next is SoundOperation.Gate };
            case SoundOperation.Gate gate:
                return laid with { Gate = gate, Noise = laid.Listened ? laid.Noise : (await MeasureAsync(chain.MeasureArguments(path, track), gate, cancellationToken)).Noise };
            default:
                chain.Add(operation);
                return operation is SoundOperation.Gain known ? laid with { GainDb = laid.GainDb + known.GainDb } : laid;
        }
    }

    private async Task<(SoundLevels Levels, float[]? Noise)> MeasureAsync(string[] arguments, SoundOperation.Gate? gate, CancellationToken cancellationToken)
    {
        var meter = new AudioMeter(new AudioMeterOptions { RepetitionLength = TimeSpan.Zero, MaxSilencePeriods = 1 });
        var noise = gate is null ? null : new NoiseProfile();
        meter.Start(new PcmFormat(SpeechAudio.SampleRate, 1));
        await foreach (var block in files.DecodeAsync(arguments, cancellationToken))
        {
            meter.Write(block.Span);
            noise?.Add(block.Span);
        }

        var measured = meter.Finish();
        return (new SoundLevels(measured.Loudness.IntegratedLufs, measured.TruePeakDb, measured.SamplePeakDb), noise?.Thresholds(gate!.Deviations));
    }

    // What is known so far of the chain that is being laid.
    private sealed record Laid
    {
        public double? Lufs { get; init; }

        public double GainDb { get; init; }

        public SoundOperation.Gate? Gate { get; init; }

        public float[]? Noise { get; init; }

        public bool Listened { get; init; }
    }
}
