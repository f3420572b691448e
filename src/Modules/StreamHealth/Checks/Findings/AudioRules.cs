using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>What the ear would say.</summary>
internal static class AudioRules
{
    private const double AntiphaseCorrelation = -0.8;
    private const double SameChannels = 0.9999;
    private const double AudibleOffset = 0.02;

    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        if (report.AudioAnalysis is not { } audio) return [];
        if (audio is { Status: StepStatus.Error, Error: { } error }) return [Failed(error)];
        if (audio is not { SilenceDetection: { } silence, AudioQuality: { } quality }) return [];
        return Silence(silence, audio, thresholds)
            .Concat(Repetition(audio.ErrorDetection))
            .Concat(Channels(audio))
            .Concat(Levels(quality, silence, thresholds))
            .Concat(Hum(quality, audio.ErrorDetection, thresholds))
            .Concat(LoudnessBounds(audio.Loudness, thresholds));
    }

    private static Finding Failed(string error) => new(
        FindingCodes.AnalysisFailed, Severity.Error, error,
        error.Contains("not installed", StringComparison.Ordinal) ? "Install ffmpeg on this machine." : "Listen to the stream with a player; if it plays there, see the log of this check.");

    private static IEnumerable<Finding> Silence(SilenceDetection silence, AudioAnalysis audio, CheckThresholds thresholds)
    {
        if (!silence.SilenceDetected) yield break;
        if (silence.SilencePercentage > thresholds.MaxSilencePercent)
        {
            yield return new Finding(
                FindingCodes.Silent, Severity.Error, FindingRules.Text($"Silent for {silence.SilencePercentage:0.#} % of {audio.SampleSeconds:0.#} s (below {silence.ThresholdDb:0.#} dBFS)"),
                "Check the studio output and the encoder's input: the stream runs, but carries no programme.");
            yield break;
        }

        var longest = silence.SilencePeriods.Max(p => p.DurationSeconds);
        var count = silence.SilencePeriods.Count;
        yield return new Finding(
            FindingCodes.Gaps, Severity.Warning, FindingRules.Text($"{count} silent {(count == 1 ? "gap" : "gaps")} of up to {longest:0.0} s in {audio.SampleSeconds:0.#} s"),
            "Check the playout for missing items and the encoder's input for drop-outs.");
    }

    private static IEnumerable<Finding> Repetition(ErrorDetection? errors)
    {
        if (errors is { SteadySound: true })
            yield return new Finding(FindingCodes.RepetitivePattern, Severity.Warning, "The audio is a steady sound that never changes, such as a test tone, a hiss or a stuck encoder", "Check what the playout is sending, and restart the encoder if it is stuck.");
        if (errors is { LoopSeconds: { } seconds })
            yield return new Finding(FindingCodes.Looping, Severity.Warning, FindingRules.Text($"The same {seconds:0.0#} s of audio come again and again"), "Check whether the playout sends an error message or a fallback loop, or the encoder is stuck.");
    }

    private static IEnumerable<Finding> Channels(AudioAnalysis audio)
    {
        foreach (var channel in audio.Channels.Where(c => c.Dead))
            yield return new Finding(FindingCodes.DeadChannel, Severity.Warning, $"The {channel.Name} channel is dead while the other plays", "Check the cable and the encoder's input of that channel.");
        if (audio.Correlation < AntiphaseCorrelation)
        {
            yield return new Finding(
                FindingCodes.Antiphase, Severity.Warning, FindingRules.Text($"Left and right are in antiphase (correlation {audio.Correlation:0.00}): mono listeners hear next to nothing"),
                "Reverse the polarity of one channel: a balanced cable is likely wired wrong.");
        }

        if (audio.Correlation > SameChannels) yield return new Finding(FindingCodes.MonoAsStereo, Severity.Info, "Both channels carry the same: a mono programme sent as stereo");
        // Clipped speech is lopsided by itself.
        if (audio.AudioQuality is { ClippingDetected: true }) yield break;
        foreach (var channel in audio.Channels.Where(c => Math.Abs(c.DcOffset) > AudibleOffset))
            yield return new Finding(FindingCodes.DcOffset, Severity.Warning, FindingRules.Text($"The {channel.Name} channel has a DC offset of {channel.DcOffset * 100:0.#} %"), "Check the sound card or the analogue input stage; a high-pass filter removes it.");
    }

    private static IEnumerable<Finding> Levels(AudioQuality quality, SilenceDetection silence, CheckThresholds thresholds)
    {
        if (quality.ClippingDetected)
            yield return new Finding(FindingCodes.Clipping, Severity.Warning, FindingRules.Text($"{quality.ClippingPercentage:0.##} % of the samples are clipped"), "Reduce the input gain before the encoder.");
        if (quality.AverageVolumeDb < thresholds.MinAverageDb && silence.SilencePercentage <= thresholds.MaxSilencePercent)
            yield return new Finding(FindingCodes.LowVolume, Severity.Warning, FindingRules.Text($"Very low volume: {quality.AverageVolumeDb:0.#} dBFS on average"), "Increase the level before the encoder.");
    }

    // A sound that repeats has harmonics of its own.
    private static IEnumerable<Finding> Hum(AudioQuality quality, ErrorDetection? errors, CheckThresholds thresholds)
    {
        if (quality.HumDb > thresholds.MaxHumDb && errors is not { ErrorDetected: true })
            yield return new Finding(FindingCodes.Hum, Severity.Info, FindingRules.Text($"Mains hum of {quality.HumHz:0} Hz at {quality.HumDb:0} dBFS"), "Look for a ground loop or an unbalanced cable before the encoder.");
    }

    private static IEnumerable<Finding> LoudnessBounds(Loudness? loudness, CheckThresholds thresholds)
    {
        if (loudness?.IntegratedLufs is { } lufs)
        {
            if (lufs < thresholds.MinLufs) yield return new Finding(FindingCodes.TooQuiet, Severity.Warning, FindingRules.Text($"Loudness is {lufs:0.0} LUFS; the lower limit is {thresholds.MinLufs:0.0}"), "Raise the level, or correct the loudness processing.");
            if (lufs > thresholds.MaxLufs) yield return new Finding(FindingCodes.TooLoud, Severity.Warning, FindingRules.Text($"Loudness is {lufs:0.0} LUFS; the upper limit is {thresholds.MaxLufs:0.0}"), "Lower the level, or correct the loudness processing.");
        }

        if (loudness?.TruePeakDbtp > thresholds.MaxTruePeakDb)
            yield return new Finding(FindingCodes.TruePeak, Severity.Warning, FindingRules.Text($"True peak is {loudness.TruePeakDbtp:0.0} dBTP; the limit is {thresholds.MaxTruePeakDb:0.0}"), "Lower the limiter's ceiling before the encoder.");
    }
}
