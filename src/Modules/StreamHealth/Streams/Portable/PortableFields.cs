using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>Every field of a stream that files carry, in the order of their columns.</summary>
internal static class PortableFields
{
    /// <summary>Fields that name something else, and are resolved by the import.</summary>
    public const string Url = "url", Group = "group", Parent = "parent";

    public static IReadOnlyList<PortableField> All { get; } =
    [
        PortableField.Text("name", s => s.Name, (s, v) => s with { Name = v }),
        PortableField.List("tags", s => s.Tags, (s, v) => s with { Tags = v }),
        new("enabled", FieldKind.Flag, s => s.Enabled ? "true" : "false", Enabled),
        PortableField.Text("schedule", s => s.Schedule, (s, v) => s with { Schedule = v }),
        PortableField.Whole("phase", s => s.Phase, (s, v) => s with { Phase = v }),
        PortableField.Text("deepSchedule", s => s.DeepSchedule, (s, v) => s with { DeepSchedule = v }),
        PortableField.Whole("deepPhase", s => s.DeepPhase, (s, v) => s with { DeepPhase = v }),
        PortableField.Whole("sampleSeconds", s => s.SampleSeconds, (s, v) => s with { SampleSeconds = v }),
        PortableField.Whole("failuresToDown", s => s.FailuresToDown, (s, v) => s with { FailuresToDown = v }),
        PortableField.Whole("successesToUp", s => s.SuccessesToUp, (s, v) => s with { SuccessesToUp = v }),
        PortableField.Whole("retrySeconds", s => s.RetrySeconds, (s, v) => s with { RetrySeconds = v }),
        .. Thresholds().Select(f => f with { IsThreshold = true }),
    ];

    private static readonly Dictionary<string, PortableField> ByName = All.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A field by its name, with or without <c>thresholds.</c> before it; null when there is none.</summary>
    public static PortableField? Find(string name) =>
        ByName.GetValueOrDefault(name.StartsWith("thresholds.", StringComparison.OrdinalIgnoreCase) ? name["thresholds.".Length..] : name);

    public static bool Same(StreamInput a, StreamInput b) => a.GroupId == b.GroupId && a.ParentId == b.ParentId && All.All(f => f.Read(a) == f.Read(b));

    private static StreamInput? Enabled(StreamInput stream, string text) => text.ToLowerInvariant() switch
    {
        "" or "true" or "yes" or "1" or "on" => stream with { Enabled = true },
        "false" or "no" or "0" or "off" => stream with { Enabled = false },
        _ => null,
    };

    private static IEnumerable<PortableField> Thresholds() =>
    [
        Number("silenceDb", t => t.SilenceDb, (t, v) => t with { SilenceDb = v }),
        Number("silenceSeconds", t => t.SilenceSeconds, (t, v) => t with { SilenceSeconds = v }),
        Number("maxSilencePercent", t => t.MaxSilencePercent, (t, v) => t with { MaxSilencePercent = v }),
        Number("minLufs", t => t.MinLufs, (t, v) => t with { MinLufs = v }),
        Number("maxLufs", t => t.MaxLufs, (t, v) => t with { MaxLufs = v }),
        Number("maxClippingPercent", t => t.MaxClippingPercent, (t, v) => t with { MaxClippingPercent = v }),
        Number("maxTruePeakDb", t => t.MaxTruePeakDb, (t, v) => t with { MaxTruePeakDb = v }),
        Number("maxHumDb", t => t.MaxHumDb, (t, v) => t with { MaxHumDb = v }),
        Number("maxFirstAudioMs", t => t.MaxFirstAudioMs, (t, v) => t with { MaxFirstAudioMs = v }),
        Text("expectedCodec", t => t.ExpectedCodec, (t, v) => t with { ExpectedCodec = v }),
        Whole("expectedBitrateKbps", t => t.ExpectedBitrateKbps, (t, v) => t with { ExpectedBitrateKbps = v }),
        Whole("expectedSampleRateHz", t => t.ExpectedSampleRateHz, (t, v) => t with { ExpectedSampleRateHz = v }),
        Whole("expectedChannels", t => t.ExpectedChannels, (t, v) => t with { ExpectedChannels = v }),
        Text("expectedName", t => t.ExpectedName, (t, v) => t with { ExpectedName = v }),
        Text("expectedTitle", t => t.ExpectedTitle, (t, v) => t with { ExpectedTitle = v }),
        PortableField.List("ignoredFindings", s => s.Thresholds.IgnoredFindings, (s, v) => s with { Thresholds = s.Thresholds with { IgnoredFindings = v } }),
    ];

    private static PortableField Number(string name, Func<StreamThresholds, double?> read, Func<StreamThresholds, double?, StreamThresholds> write) =>
        PortableField.Number(name, s => read(s.Thresholds), (s, v) => s with { Thresholds = write(s.Thresholds, v) });

    private static PortableField Whole(string name, Func<StreamThresholds, int?> read, Func<StreamThresholds, int?, StreamThresholds> write) =>
        PortableField.Whole(name, s => read(s.Thresholds), (s, v) => s with { Thresholds = write(s.Thresholds, v) });

    private static PortableField Text(string name, Func<StreamThresholds, string?> read, Func<StreamThresholds, string?, StreamThresholds> write) =>
        PortableField.Text(name, s => read(s.Thresholds), (s, v) => s with { Thresholds = write(s.Thresholds, v) });
}
