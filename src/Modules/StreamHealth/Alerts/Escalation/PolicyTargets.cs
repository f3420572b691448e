using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>What a policy can be for: the names a form offers.</summary>
internal sealed class PolicyTargets(IDbContextFactory<StreamHealthDb> databases)
{
    private const int Most = 2000;

    public async Task<Choices> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var streams = await db.Living().OrderBy(s => s.SortName).Take(Most).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken);
        var groups = await db.Groups.OrderBy(g => g.Position).ThenBy(g => g.SortName).Select(g => new { g.Id, g.Name }).ToListAsync(cancellationToken);
        var tags = await db.Living().SelectMany(s => s.Tags).Select(t => t.Name).Distinct().OrderBy(t => t).ToListAsync(cancellationToken);
        return new Choices([.. streams.Select(s => (s.Id, s.Name))], [.. groups.Select(g => (g.Id, g.Name))], [.. tags.Select(t => (Guid.Empty, t))]);
    }

    internal sealed record Choices(IReadOnlyList<(Guid Id, string Text)> Streams, IReadOnlyList<(Guid Id, string Text)> Groups, IReadOnlyList<(Guid Id, string Text)> Tags);
}
