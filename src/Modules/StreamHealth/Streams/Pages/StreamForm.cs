using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Pages;

/// <summary>What somebody is typing into the form of a stream: texts until they are saved.</summary>
internal sealed class StreamForm
{
    private readonly Dictionary<string, string> _wrong = [];

    public string Url { get; set; } = "";

    public string Name { get; set; } = "";

    public string Tags { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public string? Schedule { get; set; }

    public int Phase { get; set; } = 3;

    public string SampleSeconds { get; set; } = "";

    public string SilenceDb { get; set; } = "";

    public string SilenceSeconds { get; set; } = "";

    public string MaxSilencePercent { get; set; } = "";

    public string MinLufs { get; set; } = "";

    public string MaxLufs { get; set; } = "";

    public string MaxClippingPercent { get; set; } = "";

    public string MaxFirstAudioMs { get; set; } = "";

    public string ExpectedCodec { get; set; } = "";

    public string ExpectedBitrateKbps { get; set; } = "";

    public string IgnoredFindings { get; set; } = "";

    public int? Version { get; private init; }

    /// <summary>Texts that are not numbers, by field.</summary>
    public IReadOnlyDictionary<string, string> Wrong => _wrong;

    public static StreamForm Of(StreamView stream) => new()
    {
        Url = stream.Url,
        Name = stream.Name,
        Tags = string.Join(", ", stream.Tags),
        Enabled = stream.Enabled,
        Schedule = stream.Effective.Schedule,
        Phase = stream.Effective.Phase,
        SampleSeconds = Text(stream.SampleSeconds),
        SilenceDb = Text(stream.Thresholds.SilenceDb),
        SilenceSeconds = Text(stream.Thresholds.SilenceSeconds),
        MaxSilencePercent = Text(stream.Thresholds.MaxSilencePercent),
        MinLufs = Text(stream.Thresholds.MinLufs),
        MaxLufs = Text(stream.Thresholds.MaxLufs),
        MaxClippingPercent = Text(stream.Thresholds.MaxClippingPercent),
        MaxFirstAudioMs = Text(stream.Thresholds.MaxFirstAudioMs),
        ExpectedCodec = stream.Thresholds.ExpectedCodec ?? "",
        ExpectedBitrateKbps = Text(stream.Thresholds.ExpectedBitrateKbps),
        IgnoredFindings = string.Join(", ", stream.Thresholds.IgnoredFindings),
        Version = stream.Version,
    };

    public StreamInput ToInput()
    {
        _wrong.Clear();
        return new StreamInput
        {
            Url = Url,
            Name = Name,
            Tags = Words(Tags),
            Enabled = Enabled,
            Schedule = Schedule,
            Phase = Phase,
            SampleSeconds = Whole("sampleSeconds", SampleSeconds),
            Version = Version,
            Thresholds = new StreamThresholds
            {
                SilenceDb = Number("thresholds.silenceDb", SilenceDb),
                SilenceSeconds = Number("thresholds.silenceSeconds", SilenceSeconds),
                MaxSilencePercent = Number("thresholds.maxSilencePercent", MaxSilencePercent),
                MinLufs = Number("thresholds.minLufs", MinLufs),
                MaxLufs = Number("thresholds.maxLufs", MaxLufs),
                MaxClippingPercent = Number("thresholds.maxClippingPercent", MaxClippingPercent),
                MaxFirstAudioMs = Number("thresholds.maxFirstAudioMs", MaxFirstAudioMs),
                ExpectedCodec = ExpectedCodec,
                ExpectedBitrateKbps = Whole("thresholds.expectedBitrateKbps", ExpectedBitrateKbps),
                IgnoredFindings = Words(IgnoredFindings),
            },
        };
    }

    private double? Number(string field, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        // A comma is what half of Europe types for the point.
        if (double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        _wrong[field] = "This is not a number.";
        return null;
    }

    private int? Whole(string field, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
        _wrong[field] = "This is not a whole number.";
        return null;
    }

    private static string[] Words(string text) =>
        text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
