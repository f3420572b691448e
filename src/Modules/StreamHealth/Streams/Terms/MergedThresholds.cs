using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>Thresholds of a stream, its group and the settings in one.</summary>
internal static class MergedThresholds
{
    /// <summary>A null falls to the next; findings that one of them ignores are ignored.</summary>
    public static StreamThresholds Of(StreamThresholds own, StreamThresholds? group, StreamHealthSettings defaults) => new()
    {
        SilenceDb = own.SilenceDb ?? group?.SilenceDb ?? defaults.SilenceDb,
        SilenceSeconds = own.SilenceSeconds ?? group?.SilenceSeconds ?? defaults.SilenceSeconds,
        MaxSilencePercent = own.MaxSilencePercent ?? group?.MaxSilencePercent ?? defaults.MaxSilencePercent,
        MaxClippingPercent = own.MaxClippingPercent ?? group?.MaxClippingPercent ?? defaults.MaxClippingPercent,
        MaxTruePeakDb = own.MaxTruePeakDb ?? group?.MaxTruePeakDb ?? defaults.MaxTruePeakDb,
        MaxHumDb = own.MaxHumDb ?? group?.MaxHumDb ?? defaults.MaxHumDb,
        MinLufs = own.MinLufs ?? group?.MinLufs ?? defaults.MinLufs,
        MaxLufs = own.MaxLufs ?? group?.MaxLufs ?? defaults.MaxLufs,
        MaxFirstAudioMs = own.MaxFirstAudioMs ?? group?.MaxFirstAudioMs ?? defaults.MaxFirstAudioMs,
        ExpectedCodec = own.ExpectedCodec ?? group?.ExpectedCodec,
        ExpectedBitrateKbps = own.ExpectedBitrateKbps ?? group?.ExpectedBitrateKbps,
        ExpectedSampleRateHz = own.ExpectedSampleRateHz ?? group?.ExpectedSampleRateHz,
        ExpectedChannels = own.ExpectedChannels ?? group?.ExpectedChannels,
        ExpectedName = own.ExpectedName ?? group?.ExpectedName,
        ExpectedTitle = own.ExpectedTitle ?? group?.ExpectedTitle,
        IgnoredFindings = [.. own.IgnoredFindings.Union(group?.IgnoredFindings ?? [])],
    };

    /// <summary>What a check is held to; <paramref name="merged"/> leaves nothing open that has a default.</summary>
    public static CheckThresholds ForCheck(StreamThresholds merged)
    {
        var fallback = CheckThresholds.Default;
        return new CheckThresholds
        {
            SilenceDb = merged.SilenceDb ?? fallback.SilenceDb,
            SilenceSeconds = merged.SilenceSeconds ?? fallback.SilenceSeconds,
            MaxSilencePercent = merged.MaxSilencePercent ?? fallback.MaxSilencePercent,
            MaxClippingPercent = merged.MaxClippingPercent ?? fallback.MaxClippingPercent,
            MaxTruePeakDb = merged.MaxTruePeakDb,
            MaxHumDb = merged.MaxHumDb is < 0 ? merged.MaxHumDb : null,
            MinLufs = merged.MinLufs,
            MaxLufs = merged.MaxLufs,
            MaxFirstAudioMs = merged.MaxFirstAudioMs,
            ExpectedCodec = merged.ExpectedCodec,
            ExpectedBitrateKbps = merged.ExpectedBitrateKbps,
            ExpectedSampleRateHz = merged.ExpectedSampleRateHz,
            ExpectedChannels = merged.ExpectedChannels,
            ExpectedName = merged.ExpectedName,
            ExpectedTitle = merged.ExpectedTitle,
            IgnoredFindings = merged.IgnoredFindings,
        };
    }
}
