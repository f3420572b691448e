using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Pages;

/// <summary>What somebody is typing of terms: texts until they are saved; an empty one inherits.</summary>
internal class TermsForm
{
    private readonly Dictionary<string, string> _wrong = [];

    public string? Schedule { get; set; }

    public string Phase { get; set; } = "";

    public string? DeepSchedule { get; set; }

    public string DeepPhase { get; set; } = "";

    public string SampleSeconds { get; set; } = "";

    public string FailuresToDown { get; set; } = "";

    public string SuccessesToUp { get; set; } = "";

    public string RetrySeconds { get; set; } = "";

    public string SilenceDb { get; set; } = "";

    public string SilenceSeconds { get; set; } = "";

    public string MaxSilencePercent { get; set; } = "";

    public string MinLufs { get; set; } = "";

    public string MaxLufs { get; set; } = "";

    public string MaxClippingPercent { get; set; } = "";

    public string MaxTruePeakDb { get; set; } = "";

    public string MaxHumDb { get; set; } = "";

    public string MaxFirstAudioMs { get; set; } = "";

    public string ExpectedCodec { get; set; } = "";

    public string ExpectedBitrateKbps { get; set; } = "";

    public string ExpectedSampleRateHz { get; set; } = "";

    public string ExpectedChannels { get; set; } = "";

    public string ExpectedName { get; set; } = "";

    public string ExpectedTitle { get; set; } = "";

    public string IgnoredFindings { get; set; } = "";

    /// <summary>Texts that are not numbers, by field.</summary>
    public IReadOnlyDictionary<string, string> Wrong => _wrong;

    public void Take(IOwnTerms terms)
    {
        var limits = terms.Thresholds;
        (Schedule, Phase, DeepSchedule, DeepPhase) = (terms.Schedule, Text(terms.Phase), terms.DeepSchedule, Text(terms.DeepPhase));
        (SampleSeconds, FailuresToDown, SuccessesToUp, RetrySeconds) = (Text(terms.SampleSeconds), Text(terms.FailuresToDown), Text(terms.SuccessesToUp), Text(terms.RetrySeconds));
        (SilenceDb, SilenceSeconds, MaxSilencePercent) = (Text(limits.SilenceDb), Text(limits.SilenceSeconds), Text(limits.MaxSilencePercent));
        (MinLufs, MaxLufs, MaxClippingPercent, MaxFirstAudioMs) = (Text(limits.MinLufs), Text(limits.MaxLufs), Text(limits.MaxClippingPercent), Text(limits.MaxFirstAudioMs));
        (MaxTruePeakDb, MaxHumDb) = (Text(limits.MaxTruePeakDb), Text(limits.MaxHumDb));
        (ExpectedCodec, ExpectedBitrateKbps) = (limits.ExpectedCodec ?? "", Text(limits.ExpectedBitrateKbps));
        (ExpectedSampleRateHz, ExpectedChannels) = (Text(limits.ExpectedSampleRateHz), Text(limits.ExpectedChannels));
        (ExpectedName, ExpectedTitle) = (limits.ExpectedName ?? "", limits.ExpectedTitle ?? "");
        IgnoredFindings = string.Join(", ", limits.IgnoredFindings);
    }

    /// <summary>The input with these terms; what is not a number is named in <see cref="Wrong"/>.</summary>
    public T Into<T>(T input)
        where T : TermsInput
    {
        _wrong.Clear();
        return input with
        {
            Schedule = Schedule,
            Phase = Whole("phase", Phase),
            DeepSchedule = DeepSchedule,
            DeepPhase = Whole("deepPhase", DeepPhase),
            SampleSeconds = Whole("sampleSeconds", SampleSeconds),
            FailuresToDown = Whole("failuresToDown", FailuresToDown),
            SuccessesToUp = Whole("successesToUp", SuccessesToUp),
            RetrySeconds = Whole("retrySeconds", RetrySeconds),
            Thresholds = new StreamThresholds
            {
                SilenceDb = Number("thresholds.silenceDb", SilenceDb),
                SilenceSeconds = Number("thresholds.silenceSeconds", SilenceSeconds),
                MaxSilencePercent = Number("thresholds.maxSilencePercent", MaxSilencePercent),
                MinLufs = Number("thresholds.minLufs", MinLufs),
                MaxLufs = Number("thresholds.maxLufs", MaxLufs),
                MaxClippingPercent = Number("thresholds.maxClippingPercent", MaxClippingPercent),
                MaxTruePeakDb = Number("thresholds.maxTruePeakDb", MaxTruePeakDb),
                MaxHumDb = Number("thresholds.maxHumDb", MaxHumDb),
                MaxFirstAudioMs = Number("thresholds.maxFirstAudioMs", MaxFirstAudioMs),
                ExpectedCodec = ExpectedCodec,
                ExpectedBitrateKbps = Whole("thresholds.expectedBitrateKbps", ExpectedBitrateKbps),
                ExpectedSampleRateHz = Whole("thresholds.expectedSampleRateHz", ExpectedSampleRateHz),
                ExpectedChannels = Whole("thresholds.expectedChannels", ExpectedChannels),
                ExpectedName = Blank(ExpectedName),
                ExpectedTitle = Blank(ExpectedTitle),
                IgnoredFindings = Words(IgnoredFindings),
            },
        };
    }

    protected static string[] Words(string text) =>
        text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private double? Number(string field, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        // A comma is what half of Europe types for the point.
        if (double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        _wrong[field] = "This is not a number.";
        return null;
    }

    protected int? Whole(string field, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
        _wrong[field] = "This is not a whole number.";
        return null;
    }

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
