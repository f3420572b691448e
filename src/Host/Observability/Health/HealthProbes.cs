using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Kernel.Health;

namespace Platform.Host.Observability.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it may be sent traffic, with reasons when not. Open to
/// anyone, as orchestrators cannot sign in; only inspections that decide readiness are shown.
/// </summary>
internal static class HealthProbes
{
    // Load balancers like to ask by HEAD.
    private static readonly string[] ReadOnly = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealthProbes(this WebApplication app)
    {
        app.MapMethods("/health/live", ReadOnly, () => TypedResults.Json(new LiveAnswer("alive"))).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        app.MapMethods("/health/ready", ReadOnly, ReadyAsync).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Inspections inspections, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return NotReady("stopping", []);
        var report = await inspections.ReportAsync(cancellationToken);
        var deciding = report.Findings.Where(f => f.AffectsReadiness)
            .Select(f => new Reason(f.Id, f.Finding.Level, f.Finding.Title, f.Finding.Detail)).ToArray();
        return report.Ready ? TypedResults.Json(new ReadyAnswer("ready", deciding)) : NotReady("not ready", deciding);
    }

    private static JsonHttpResult<ReadyAnswer> NotReady(string status, IReadOnlyList<Reason> reasons) =>
        TypedResults.Json(new ReadyAnswer(status, reasons), statusCode: StatusCodes.Status503ServiceUnavailable);

    private sealed record LiveAnswer(string Status);

    private sealed record ReadyAnswer(string Status, IReadOnlyList<Reason> Inspections);

    private sealed record Reason(string Id, HealthLevel Level, string Title, string Detail);
}
