using System.Globalization;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>
/// All rules, in the order their findings are shown. A rule looks at the report and the stream's thresholds and yields
/// what it noticed; to add one, write it in the file of its kind, give it a code in <see cref="FindingCodes"/> and a row in docs/checks.md.
/// </summary>
internal static class FindingRules
{
    private static readonly Func<CheckReport, CheckThresholds, IEnumerable<Finding>>[] Rules =
    [
        ConnectionRules.Examine,
        CertificateRules.Examine,
        StreamRules.Examine,
        HlsRules.Examine,
        DashRules.Examine,
        ExpectationRules.Examine,
        PlayerRules.Examine,
        AudioRules.Examine,
        AdRules.Examine,
    ];

    public static IReadOnlyList<Finding> Examine(CheckReport report, CheckThresholds thresholds) =>
        [.. Rules.SelectMany(rule => rule(report, thresholds)).OrderByDescending(f => f.Severity)];

    /// <summary>A message with figures, the same in every culture.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
