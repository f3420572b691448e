using Platform.Media.Pcm;

namespace Platform.Media.Meters;

/// <summary>Puts together what concerns the channels.</summary>
internal static class AudioSummary
{
    public static AudioMeasurement Make(PcmFormat format, long frames, ChannelMeter[] channels, StereoMeter stereo, double silentPower)
    {
        var image = Image(frames, channels, stereo, silentPower);
        return new AudioMeasurement
        {
            Format = format,
            Duration = TimeSpan.FromSeconds((double)frames / format.SampleRate),
            TruePeakDb = Decibels.OfAmplitude(channels.Max(channel => channel.TruePeak)),
            SamplePeakDb = Decibels.OfAmplitude(channels.Max(channel => channel.SamplePeak)),
            Channels = [.. channels.Select((channel, i) => channel.Finish(IsDead(image, i)))],
            Image = image,
            Correlation = channels.Length == 2 ? stereo.Correlation(channels[0].Energy, channels[1].Energy) : null,
            Clipping = new ClippingMeasurement
            {
                Percentage = frames == 0 ? 0 : 100.0 * channels.Sum(channel => channel.ClippedSamples) / (frames * channels.Length),
                LongestRun = channels.Max(channel => channel.LongestClippedRun),
                Runs = channels.Sum(channel => channel.ClippedRuns),
            },
            Loudness = new LoudnessMeasurement(),
            Mix = new MixMeasurement(),
            Repetition = new RepetitionMeasurement(),
            Silence = new SilenceMeasurement { ThresholdDb = 0, Percentage = 0, Periods = [], Longest = TimeSpan.Zero },
        };
    }

    private static StereoImage Image(long frames, ChannelMeter[] channels, StereoMeter stereo, double silentPower)
    {
        var silentEnergy = silentPower * frames;
        if (channels.Length == 2) return stereo.Image(channels[0].Energy, channels[1].Energy, silentEnergy);
        return channels[0].Energy <= silentEnergy ? StereoImage.Silent : StereoImage.Mono;
    }

    private static bool IsDead(StereoImage image, int channel) =>
        image == (channel == 0 ? StereoImage.LeftDead : StereoImage.RightDead);
}
