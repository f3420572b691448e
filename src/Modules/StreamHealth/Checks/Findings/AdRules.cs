using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>Advertisements are the station's business, not a fault: they are told and never counted.</summary>
internal static class AdRules
{
    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        if (report.AdDetection is not { AdsDetected: true } ads) yield break;
        var breaks = ads.AdBreaks.Count == 1 ? "1 advertising break" : FindingRules.Text($"{ads.AdBreaks.Count} advertising breaks");
        yield return new Finding(
            FindingCodes.AdsDetected, Severity.Info, breaks + FindingRules.Text($" of {ads.TotalAdTimeSeconds:0.#} s in {ads.MonitoringDurationSeconds:0.#} s of programme"));
    }
}
