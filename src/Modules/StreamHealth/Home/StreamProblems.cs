using Microsoft.EntityFrameworkCore;
using Platform.Console;
using Platform.Kernel.Health;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Home;

/// <summary>Streams that need somebody, for the top of Home: failing before degraded, longest first.</summary>
internal sealed class StreamProblems(IDbContextFactory<StreamHealthDb> databases) : IProblemSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<Problem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ill = db.Living().Where(s => s.Enabled && (s.State == StreamState.Failing || s.State == StreamState.Degraded));
        var worst = await ill.OrderBy(s => s.Attention).ThenBy(s => s.StateSince).Take(Most + 1)
            .Select(s => new { s.Id, s.Name, s.State, s.StateSince, s.Reason, s.Score })
            .ToListAsync(cancellationToken);
        var problems = worst.Take(Most).Select(s => new Problem(
            s.State == StreamState.Failing ? HealthLevel.Error : HealthLevel.Warning,
            s.State == StreamState.Failing ? $"{s.Name} is failing" : $"{s.Name} is degraded",
            s.Reason ?? $"Health score {s.Score}")
        {
            Since = s.StateSince,
            Href = $"streams/{s.Id}",
            ActionText = "Open stream",
        });
        return worst.Count <= Most ? [.. problems] : [.. problems, await MoreAsync(ill, cancellationToken)];
    }

    private static async Task<Problem> MoreAsync(IQueryable<MonitoredStream> ill, CancellationToken cancellationToken) =>
        new(HealthLevel.Warning, $"{await ill.CountAsync(cancellationToken) - Most} more streams are failing or degraded", $"Only the {Most} worst are listed here.")
        {
            Href = "streams?sort=state",
            ActionText = "Show all",
        };
}
