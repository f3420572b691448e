using Platform.StreamHealth.Checks.Findings;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>Which thresholds make sense, and what a check is run with.</summary>
internal static class ThresholdRules
{
    private const string Prefix = "thresholds.";

    public static void Check(StreamThresholds thresholds, Dictionary<string, string[]> wrong)
    {
        Range("silenceDb", thresholds.SilenceDb, -100, 0, "dBFS");
        Range("silenceSeconds", thresholds.SilenceSeconds, 0.1, 300, "seconds");
        Range("maxSilencePercent", thresholds.MaxSilencePercent, 0, 100, "percent");
        Range("minLufs", thresholds.MinLufs, -70, 0, "LUFS");
        Range("maxLufs", thresholds.MaxLufs, -70, 0, "LUFS");
        Range("maxClippingPercent", thresholds.MaxClippingPercent, 0, 100, "percent");
        Range("maxTruePeakDb", thresholds.MaxTruePeakDb, -30, 6, "dBTP");
        Range("maxHumDb", thresholds.MaxHumDb, -100, 0, "dBFS");
        Range("maxFirstAudioMs", thresholds.MaxFirstAudioMs, 1, 120_000, "milliseconds");
        Range("expectedBitrateKbps", thresholds.ExpectedBitrateKbps, 1, 10_000, "kbit/s");
        Range("expectedSampleRateHz", thresholds.ExpectedSampleRateHz, 4_000, 192_000, "Hz");
        Range("expectedChannels", thresholds.ExpectedChannels, 1, 8, "channels");
        Pattern("expectedName", thresholds.ExpectedName);
        Pattern("expectedTitle", thresholds.ExpectedTitle);
        if (thresholds.MinLufs >= thresholds.MaxLufs) wrong[Prefix + "minLufs"] = ["The lowest loudness must be below the highest."];
        if (thresholds.ExpectedCodec?.Length > 20) wrong[Prefix + "expectedCodec"] = ["A codec's name has at most 20 characters."];
        if (thresholds.IgnoredFindings is { Count: > 50 }) wrong[Prefix + "ignoredFindings"] = ["At most 50 codes."];

        void Range(string field, double? value, double low, double high, string unit)
        {
            if (value is { } number && !(number >= low && number <= high)) wrong[Prefix + field] = [$"Between {low} and {high} {unit}."];
        }

        void Pattern(string field, string? pattern)
        {
            if (pattern is not null && ExpectedText.WhatIsWrong(pattern) is { } message) wrong[Prefix + field] = [message];
        }
    }

    /// <summary>Blank texts are no wish, and a list that JSON sent as null is an empty one.</summary>
    public static StreamThresholds Tidy(StreamThresholds thresholds) => thresholds with
    {
        ExpectedCodec = Blank(thresholds.ExpectedCodec),
        ExpectedName = Blank(thresholds.ExpectedName),
        ExpectedTitle = Blank(thresholds.ExpectedTitle),
        IgnoredFindings = [.. (thresholds.IgnoredFindings ?? []).Select(c => c.Trim()).Where(c => c.Length > 0).Distinct()],
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
