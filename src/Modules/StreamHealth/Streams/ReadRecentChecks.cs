using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>The states of the last checks of some streams, for the small marks in the list.</summary>
internal sealed class ReadRecentChecks(IDbContextFactory<StreamHealthDb> databases)
{
    private const int Checks = 20;

    /// <summary>Oldest first. One short look into the index for each stream: asked for together, it would become a window over all results.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<StreamState>>> RunAsync(IReadOnlyList<Guid> streams, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var recent = new Dictionary<Guid, IReadOnlyList<StreamState>>(streams.Count);
        foreach (var id in streams)
        {
            var states = await db.Results.Where(r => r.StreamId == id).OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(Checks).Select(r => r.State).ToListAsync(cancellationToken);
            states.Reverse();
            recent[id] = states;
        }

        return recent;
    }
}
