using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.StreamHealth.Checks.Listening;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>Puts what was heard into the report's shape; levels to two decimals as stream_checker had them.</summary>
internal static class AudioFacts
{
    public static AudioAnalysis Analyse(Heard heard, CheckThresholds thresholds)
    {
        if (heard.Audio is not { } audio) return new AudioAnalysis { Status = StepStatus.Error, Error = Explain(heard.Decoded) };
        return new AudioAnalysis
        {
            Status = StepStatus.Ok,
            SampleSeconds = Math.Round(audio.Duration.TotalSeconds, 2),
            SilenceDetection = new SilenceDetection
            {
                SilenceDetected = audio.Silence.Detected,
                SilencePercentage = Math.Round(audio.Silence.Percentage, 2),
                SilencePeriods = [.. audio.Silence.Periods.Select(Period)],
                ThresholdDb = thresholds.SilenceDb,
            },
            AudioQuality = Quality(audio, thresholds),
            ErrorDetection = Repetition(audio),
            Loudness = new Loudness
            {
                IntegratedLufs = Round(audio.Loudness.IntegratedLufs),
                ShortTermMaxLufs = Round(audio.Loudness.ShortTermMaxLufs),
                LoudnessRangeLu = Round(audio.Loudness.RangeLu),
                TruePeakDbtp = Round(audio.TruePeakDb),
            },
            Channels = [.. audio.Channels.Select((c, i) => Channel(c, i, audio.Channels.Count))],
            Correlation = audio.Correlation is { } correlation ? Math.Round(correlation, 3) : null,
        };
    }

    private static AudioQuality Quality(AudioMeasurement audio, CheckThresholds thresholds) => new()
    {
        AverageVolumeDb = Round(audio.Mix.AverageVolumeDb),
        PeakVolumeDb = Round(audio.Mix.PeakVolumeDb),
        DynamicRangeDb = Round(audio.Mix.DynamicRangeDb),
        ClippingPercentage = Math.Round(audio.Clipping.Percentage, 2),
        ClippingDetected = audio.Clipping.Percentage > thresholds.MaxClippingPercent,
        LongestClipSamples = audio.Clipping.LongestRun,
    };

    /// <summary>
    /// stream_checker called any steady, not loud sound an error message: mean variance of the seconds under 0.01 and
    /// deviation under 0.005. That holds for silence and for all programme at broadcast level, so two conditions are
    /// added: it is heard at all, and the seconds differ by less than speech or music ever does.
    /// </summary>
    private static ErrorDetection Repetition(AudioMeasurement audio)
    {
        const double mostDifference = 0.05;
        var heard = !audio.Silence.Detected && audio.Mix.AverageVolumeDb > audio.Silence.ThresholdDb;
        var steady = audio.Mix is { SecondVarianceMean: { } mean and < 0.01, SecondVarianceDeviation: { } deviation and < 0.005 } && deviation < mean * mostDifference;
        if (!heard || !steady) return new ErrorDetection();
        return new ErrorDetection
        {
            ErrorDetected = true,
            RepetitivePatternDetected = true,
            ErrorMessages = ["Repetitive audio pattern detected (possible error message)"],
        };
    }

    private static SilencePeriod Period(Platform.Media.Meters.SilencePeriod period) => new(
        Math.Round(period.Start.TotalSeconds, 2), Math.Round(period.End.TotalSeconds, 2), Math.Round(period.Duration.TotalSeconds, 2));

    private static ChannelFacts Channel(ChannelMeasurement channel, int index, int count) => new()
    {
        Name = count == 1 ? "mono" : index == 0 ? "left" : "right",
        RmsDb = Round(channel.RmsDb),
        PeakDb = Round(channel.SamplePeakDb),
        DcOffset = Math.Round(channel.DcOffset, 4),
        Dead = channel.IsDead,
    };

    private static string Explain(PcmResult decoded)
    {
        var reason = decoded.Error?.Message ?? "nothing could be decoded";
        return decoded.Error?.Code switch
        {
            "audio.decoder_missing" => reason,
            "audio.codec_unsupported" or "audio.invalid_data" or "audio.no_audio" or "audio.decode_failed" => $"Failed to load audio data: {reason}",
            _ => $"Failed to download audio sample: {reason}",
        };
    }

    private static double? Round(double? value) => value is { } v ? Math.Round(v, 2) : null;
}
