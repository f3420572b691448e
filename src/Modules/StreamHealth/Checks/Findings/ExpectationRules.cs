using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>What the bytes say against what the stream's definition expects of them, whatever the server announces.</summary>
internal static class ExpectationRules
{
    private const double BitrateTolerance = 0.1;
    private const string Advice = "See whether the right encoder feeds this mount, or correct what the stream's definition expects.";

    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        foreach (var finding in Texts(report, thresholds)) yield return finding;
        if (report.Measured is not { } measured) yield break;
        if (thresholds.ExpectedCodec is { } codec && !codec.Equals(measured.Codec, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding(
                FindingCodes.CodecUnexpected, Severity.Warning, $"The stream is {measured.Codec}, expected was {codec}",
                Advice);
        }

        if (thresholds.ExpectedBitrateKbps is { } bitrate && measured.BitrateKbps is { } actual && Math.Abs(actual - bitrate) > bitrate * BitrateTolerance)
        {
            yield return new Finding(
                FindingCodes.BitrateUnexpected, Severity.Warning, FindingRules.Text($"The stream has {actual} kbit/s, expected were {bitrate} kbit/s"),
                Advice);
        }

        if (thresholds.ExpectedSampleRateHz is { } rate && measured.SampleRateHz is { } hertz && hertz != rate)
            yield return new Finding(FindingCodes.SampleRateUnexpected, Severity.Warning, FindingRules.Text($"The stream has {hertz} Hz, expected were {rate} Hz"), Advice);

        if (thresholds.ExpectedChannels is { } channels && measured.Channels is { } count && count != channels)
            yield return new Finding(FindingCodes.ChannelsUnexpected, Severity.Warning, FindingRules.Text($"The stream has {Channels(count)}, expected were {Channels(channels)}"), Advice);
    }

    private static IEnumerable<Finding> Texts(CheckReport report, CheckThresholds thresholds)
    {
        if (report.Metadata is not { } metadata) yield break;
        if (thresholds.ExpectedName is { } name && !ExpectedText.Matches(name, metadata.Title))
            yield return new Finding(FindingCodes.NameUnexpected, Severity.Warning, metadata.Title is null ? $"The stream has no name, expected was {name}" : $"The stream calls itself {metadata.Title}, expected was {name}", Advice);

        // A station without titles at this moment is no reason to complain about the wrong one.
        if (thresholds.ExpectedTitle is { } title && metadata.StreamTitle is { } playing && !ExpectedText.Matches(title, playing))
            yield return new Finding(FindingCodes.TitleUnexpected, Severity.Warning, $"The title is {playing}, expected was {title}", Advice);
    }

    private static string Channels(int count) => count switch { 1 => "one channel", 2 => "two channels", _ => $"{count} channels" };
}
