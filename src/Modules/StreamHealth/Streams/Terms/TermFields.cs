using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>The fields of terms by their names in the API: for changes that name single fields of many streams.</summary>
internal static class TermFields
{
    private static readonly Dictionary<string, Func<BulkTerms, BulkTerms>> Clear = new(StringComparer.OrdinalIgnoreCase)
    {
        ["schedule"] = t => t with { Schedule = null },
        ["phase"] = t => t with { Phase = null },
        ["deepSchedule"] = t => t with { DeepSchedule = null },
        ["deepPhase"] = t => t with { DeepPhase = null },
        ["sampleSeconds"] = t => t with { SampleSeconds = null },
        ["failuresToDown"] = t => t with { FailuresToDown = null },
        ["successesToUp"] = t => t with { SuccessesToUp = null },
        ["retrySeconds"] = t => t with { RetrySeconds = null },
        ["thresholds"] = t => t with { Thresholds = new StreamThresholds() },
        ["thresholds.silenceDb"] = t => t with { Thresholds = t.Thresholds with { SilenceDb = null } },
        ["thresholds.silenceSeconds"] = t => t with { Thresholds = t.Thresholds with { SilenceSeconds = null } },
        ["thresholds.maxSilencePercent"] = t => t with { Thresholds = t.Thresholds with { MaxSilencePercent = null } },
        ["thresholds.minLufs"] = t => t with { Thresholds = t.Thresholds with { MinLufs = null } },
        ["thresholds.maxLufs"] = t => t with { Thresholds = t.Thresholds with { MaxLufs = null } },
        ["thresholds.maxClippingPercent"] = t => t with { Thresholds = t.Thresholds with { MaxClippingPercent = null } },
        ["thresholds.maxTruePeakDb"] = t => t with { Thresholds = t.Thresholds with { MaxTruePeakDb = null } },
        ["thresholds.maxHumDb"] = t => t with { Thresholds = t.Thresholds with { MaxHumDb = null } },
        ["thresholds.maxFirstAudioMs"] = t => t with { Thresholds = t.Thresholds with { MaxFirstAudioMs = null } },
        ["thresholds.expectedCodec"] = t => t with { Thresholds = t.Thresholds with { ExpectedCodec = null } },
        ["thresholds.expectedBitrateKbps"] = t => t with { Thresholds = t.Thresholds with { ExpectedBitrateKbps = null } },
        ["thresholds.expectedSampleRateHz"] = t => t with { Thresholds = t.Thresholds with { ExpectedSampleRateHz = null } },
        ["thresholds.expectedChannels"] = t => t with { Thresholds = t.Thresholds with { ExpectedChannels = null } },
        ["thresholds.expectedName"] = t => t with { Thresholds = t.Thresholds with { ExpectedName = null } },
        ["thresholds.expectedTitle"] = t => t with { Thresholds = t.Thresholds with { ExpectedTitle = null } },
        ["thresholds.ignoredFindings"] = t => t with { Thresholds = t.Thresholds with { IgnoredFindings = [] } },
    };

    public static IReadOnlyList<string> All => [.. Clear.Keys];

    public static string Names => string.Join(", ", Clear.Keys);

    /// <returns>The names again; null when one is unknown.</returns>
    public static IReadOnlyList<string>? Find(IReadOnlyList<string>? names, out string? unknown)
    {
        unknown = names?.FirstOrDefault(n => !Clear.ContainsKey(n ?? ""));
        return unknown is null ? names ?? [] : null;
    }

    /// <summary>The terms with what <paramref name="set"/> says, and without what shall be inherited again.</summary>
    public static IOwnTerms Overlay(IOwnTerms terms, IOwnTerms set, IReadOnlyList<string>? inherit)
    {
        var result = new BulkTerms
        {
            Schedule = set.Schedule ?? terms.Schedule,
            Phase = set.Phase ?? terms.Phase,
            DeepSchedule = set.DeepSchedule ?? terms.DeepSchedule,
            DeepPhase = set.DeepPhase ?? terms.DeepPhase,
            SampleSeconds = set.SampleSeconds ?? terms.SampleSeconds,
            FailuresToDown = set.FailuresToDown ?? terms.FailuresToDown,
            SuccessesToUp = set.SuccessesToUp ?? terms.SuccessesToUp,
            RetrySeconds = set.RetrySeconds ?? terms.RetrySeconds,
            Thresholds = Overlay(terms.Thresholds, set.Thresholds),
        };
        return (inherit ?? []).Aggregate(result, (t, name) => Clear[name](t));
    }

    private static StreamThresholds Overlay(StreamThresholds own, StreamThresholds set) => new()
    {
        SilenceDb = set.SilenceDb ?? own.SilenceDb,
        SilenceSeconds = set.SilenceSeconds ?? own.SilenceSeconds,
        MaxSilencePercent = set.MaxSilencePercent ?? own.MaxSilencePercent,
        MinLufs = set.MinLufs ?? own.MinLufs,
        MaxLufs = set.MaxLufs ?? own.MaxLufs,
        MaxClippingPercent = set.MaxClippingPercent ?? own.MaxClippingPercent,
        MaxTruePeakDb = set.MaxTruePeakDb ?? own.MaxTruePeakDb,
        MaxHumDb = set.MaxHumDb ?? own.MaxHumDb,
        MaxFirstAudioMs = set.MaxFirstAudioMs ?? own.MaxFirstAudioMs,
        ExpectedCodec = set.ExpectedCodec ?? own.ExpectedCodec,
        ExpectedBitrateKbps = set.ExpectedBitrateKbps ?? own.ExpectedBitrateKbps,
        ExpectedSampleRateHz = set.ExpectedSampleRateHz ?? own.ExpectedSampleRateHz,
        ExpectedChannels = set.ExpectedChannels ?? own.ExpectedChannels,
        ExpectedName = set.ExpectedName ?? own.ExpectedName,
        ExpectedTitle = set.ExpectedTitle ?? own.ExpectedTitle,
        IgnoredFindings = set.IgnoredFindings.Count > 0 ? set.IgnoredFindings : own.IgnoredFindings,
    };
}
