using System.ComponentModel;
using Platform.Kernel.Health;
using Platform.Kernel.Security;

namespace Platform.Host.Observability.Health;

/// <summary>All findings of a health report.</summary>
/// <param name="Level">The worst of all findings.</param>
/// <param name="Ready">Whether the node may be sent traffic.</param>
/// <param name="At">When the findings were made.</param>
/// <param name="Items">One per inspection.</param>
internal sealed record HealthReportDto(HealthLevel Level, bool Ready, DateTimeOffset At, IReadOnlyList<HealthItemDto> Items);

/// <summary>One inspection's finding.</summary>
/// <param name="Id">Stable id of the inspection.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Title">What was looked at.</param>
/// <param name="Detail">How it is.</param>
/// <param name="Fix">What to do; null when all is well.</param>
/// <param name="FixLink">Where to do it.</param>
/// <param name="AffectsReadiness">Whether an error here makes the node not ready.</param>
/// <param name="TookMs">How long the inspection took, in milliseconds.</param>
internal sealed record HealthItemDto(
    string Id, HealthLevel Level, string Title, string Detail, string? Fix, string? FixLink, bool AffectsReadiness, double TookMs);

internal static class HealthApi
{
    public static void MapHealthReport(this IEndpointRouteBuilder api) => api.MapGet("/health", ReportAsync)
        .WithName("getHealth")
        .WithTags("Health")
        .WithSummary("What is in order and what is not")
        .WithDescription("Every inspection's finding with what to do about it; what the console's Health page shows. Findings are a few seconds old at most.")
        .RequireAuthorization(Policies.View);

    private static async Task<HealthReportDto> ReportAsync(
        Inspections inspections, [Description("Inspect now instead of answering what was found seconds ago.")] bool fresh = false, CancellationToken cancellationToken = default)
    {
        var report = fresh ? await inspections.InspectNowAsync(cancellationToken) : await inspections.ReportAsync(cancellationToken);
        var items = report.Findings.OrderByDescending(f => f.Finding.Level).Select(ToDto).ToArray();
        return new HealthReportDto(report.Level, report.Ready, report.At, items);
    }

    private static HealthItemDto ToDto(Inspected inspected) => new(
        inspected.Id,
        inspected.Finding.Level,
        inspected.Finding.Title,
        inspected.Finding.Detail,
        inspected.Finding.Fix,
        inspected.Finding.FixLink,
        inspected.AffectsReadiness,
        Math.Round(inspected.Took.TotalMilliseconds, 1));
}
