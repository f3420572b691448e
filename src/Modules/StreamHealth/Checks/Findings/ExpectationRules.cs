using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>What the bytes say against what the stream's definition expects of them, whatever the server announces.</summary>
internal static class ExpectationRules
{
    private const double BitrateTolerance = 0.1;

    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        if (report.Measured is not { } measured) yield break;
        if (thresholds.ExpectedCodec is { } codec && !codec.Equals(measured.Codec, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding(
                FindingCodes.CodecUnexpected, Severity.Warning, $"The stream is {measured.Codec}, expected was {codec}",
                "See whether the right encoder feeds this mount, or correct what the stream's definition expects.");
        }

        if (thresholds.ExpectedBitrateKbps is { } bitrate && measured.BitrateKbps is { } actual && Math.Abs(actual - bitrate) > bitrate * BitrateTolerance)
        {
            yield return new Finding(
                FindingCodes.BitrateUnexpected, Severity.Warning, FindingRules.Text($"The stream has {actual} kbit/s, expected were {bitrate} kbit/s"),
                "See whether the right encoder feeds this mount, or correct what the stream's definition expects.");
        }
    }
}
