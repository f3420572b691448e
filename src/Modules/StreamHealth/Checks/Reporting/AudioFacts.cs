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
            ErrorDetection = RepetitionFacts.Of(audio),
            Loudness = new Loudness
            {
                IntegratedLufs = Round(audio.Loudness.IntegratedLufs),
                MomentaryMaxLufs = Round(audio.Loudness.MomentaryMaxLufs),
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
        ClipRuns = audio.Clipping.Runs,
        HumDb = Round(audio.Hum?.LevelDb),
        HumHz = audio.Hum?.MainsHz,
    };

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
