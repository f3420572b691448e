using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>Completes what a stream says by the settings' defaults: what a check is run with.</summary>
internal static class CheckRequests
{
    public static CheckRequest For(MonitoredStream stream, StreamHealthSettings defaults) => new()
    {
        Url = stream.Url,
        Phase = stream.Phase,
        SampleSeconds = stream.SampleSeconds ?? defaults.SampleSeconds,
        Thresholds = Merge(stream.Thresholds, defaults),
    };

    public static CheckThresholds Merge(StreamThresholds own, StreamHealthSettings defaults) => new()
    {
        SilenceDb = own.SilenceDb ?? defaults.SilenceDb,
        SilenceSeconds = own.SilenceSeconds ?? defaults.SilenceSeconds,
        MaxSilencePercent = own.MaxSilencePercent ?? defaults.MaxSilencePercent,
        MaxClippingPercent = own.MaxClippingPercent ?? defaults.MaxClippingPercent,
        MinLufs = own.MinLufs ?? defaults.MinLufs,
        MaxLufs = own.MaxLufs ?? defaults.MaxLufs,
        MaxFirstAudioMs = own.MaxFirstAudioMs ?? defaults.MaxFirstAudioMs,
        ExpectedCodec = own.ExpectedCodec,
        ExpectedBitrateKbps = own.ExpectedBitrateKbps,
        IgnoredFindings = own.IgnoredFindings,
    };
}
