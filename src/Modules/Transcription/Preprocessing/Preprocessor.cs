using Platform.Kernel.Results;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Speech;

namespace Platform.Transcription.Preprocessing;

/// <summary>Files that preprocessing reads and writes besides the recording.</summary>
internal sealed record PreprocessingPlaces
{
    /// <summary>Model of RNNoise in the format of ffmpeg's arnndn.</summary>
    public string? RnnoiseModel { get; init; }

    /// <summary>Folder in which copies of the stages are kept; null: none are.</summary>
    public string? StageFolder { get; init; }
}

/// <summary>
/// Opens recordings with their sound prepared, in one ffmpeg and without a file in between. Loudness is measured over the whole first and
/// brought to its target by one constant gain: ffmpeg's own loudnorm changes it from moment to moment, so that work taken up
/// in the middle would hear another sound than work that began at the beginning.
/// </summary>
internal sealed class Preprocessor(AudioProbe probe, SpeechAudioFiles files, TimeProvider clock)
{
    private const float NoiseDecrease = 0.5f;
    private const double NoiseDeviations = 1.25;

    // Beyond this there is noise only.
    private const double MostGainDb = 30;

    /// <param name="path">Full path of the recording.</param>
    /// <param name="options">What is done to it.</param>
    /// <param name="places">Of its files.</param>
    /// <param name="track">Which audio track, from 0.</param>
    /// <param name="cancellationToken">Stops measuring.</param>
    /// <returns>
    /// The sound, or an error of <see cref="AudioProbe.ProbeAsync"/>, <c>transcription.no_such_track</c>, <c>transcription.rnnoise_missing</c>,
    /// <c>speech.audio_unreadable</c>.
    /// </returns>
    public async Task<Result<PreparedAudio>> OpenAsync(string path, PreprocessingOptions options, PreprocessingPlaces places, int track, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var probed = await probe.ProbeAsync(path, cancellationToken);
        if (!probed.Ok) return probed.Error;
        var facts = probed.Value;
        if (track < 0 || track >= facts.Tracks.Count) return Error.InvalidField("track", "transcription.no_such_track", $"There is no audio track {track}; there are {facts.Tracks.Count}, counted from 0.");
        if (!options.Enabled) return new PreparedAudio(facts, (from, cancel) => files.DecodeAsync(FilterChain.ReadArguments(path, track, from, Untouched), cancel)) { Took = clock.GetElapsedTime(start) };

        var model = options.RnnoiseMix > 0 ? places.RnnoiseModel : null;
        if (options.RnnoiseMix > 0 && !File.Exists(model))
            return Error.InvalidField("rnnoiseMix", "transcription.rnnoise_missing", model is null ? "RNNoise needs a model: set STT_PREPROCESS_RNNOISE_MODEL, or rnnoiseMix to 0." : "The model of RNNoise is not where STT_PREPROCESS_RNNOISE_MODEL says.");

        var (loudness, noise, gain) = ((double?)null, (float[]?)null, 0.0);
        var filters = FilterChain.Clean(options, model);
        if (options.Denoise || FilterChain.Target(options.Loudness) is not null)
        {
            try
            {
                (loudness, noise) = await MeasureAsync(FilterChain.MeasureArguments(path, track, options, model), options.Denoise, cancellationToken);
            }
            catch (SpeechException e)
            {
                return e.Error;
            }
        }

        if (FilterChain.Target(options.Loudness) is { } target)
        {
            gain = loudness is { } lufs ? Math.Round(Math.Min(MostGainDb, target.Lufs - lufs), 2) : 0;
            filters = $"{filters},{FilterChain.Loudness(gain += options.VolumeDb, target.PeakDb)}";
        }
        else if (options.VolumeDb != 0)
        {
            filters = $"{filters},{FilterChain.Loudness(gain = options.VolumeDb, FilterChain.PeakDb)}";
        }

        for (var k = 0; k < noise?.Length; k++) noise[k] += (float)gain;
        if (places.StageFolder is { } folder) Directory.CreateDirectory(folder);
        return new PreparedAudio(facts, (from, cancel) => files.DecodeAsync(FilterChain.ReadArguments(path, track, from, filters), cancel))
        {
            Took = clock.GetElapsedTime(start),
            LoudnessLufs = loudness,
            GainDb = gain,
            NoiseDb = noise,
            NoiseDecrease = NoiseDecrease,
            StagePrefix = places.StageFolder is { } stages ? Path.Combine(stages, Path.GetFileNameWithoutExtension(path)) : null,
        };
    }

    private static string Untouched => FilterChain.Clean(new PreprocessingOptions { HighPassHz = 0 }, null);

    private async Task<(double? Lufs, float[]? Noise)> MeasureAsync(string[] arguments, bool denoise, CancellationToken cancellationToken)
    {
        var meter = new AudioMeter(new AudioMeterOptions { RepetitionLength = TimeSpan.Zero, MaxSilencePeriods = 1 });
        var noise = denoise ? new NoiseProfile() : null;
        meter.Start(new PcmFormat(SpeechAudio.SampleRate, 1));
        await foreach (var block in files.DecodeAsync(arguments, cancellationToken))
        {
            meter.Write(block.Span);
            noise?.Add(block.Span);
        }

        return (meter.Finish().Loudness?.IntegratedLufs, noise?.Thresholds(NoiseDeviations));
    }
}
