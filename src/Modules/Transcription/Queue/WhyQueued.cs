using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Kernel.Text;
using Platform.Scheduling;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>Says of what waits what it waits for: nothing sits in the queue without a word.</summary>
internal sealed class WhyQueued(IOptionsMonitor<LaneOptions> lanes, DatabaseConnection connection, ThisNode node, TimeProvider clock)
{
    // Nobody waits for his place in a longer queue.
    private const int Most = 10_000;

    public async Task<List<TranscriptionView>> ExplainAsync(TranscriptionDb db, IReadOnlyList<TranscriptionItem> items, CancellationToken cancellationToken)
    {
        List<TranscriptionView> views = [.. items.Select(TranscriptionView.Of)];
        if (items.All(i => i.State is not (TranscriptionState.Queued or TranscriptionState.Running))) return views;
        var now = clock.GetUtcNow();
        var running = await db.Living().Where(i => i.State == TranscriptionState.Running && i.LeaseUntil >= now)
            .GroupBy(i => i.Lane).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);
        var places = new Dictionary<Guid, int>();
        foreach (var lane in items.Where(i => i is { State: TranscriptionState.Queued, Input: InputState.Ready }).Select(i => i.Lane).Distinct()) await PlacesAsync(db, lane, now, places, cancellationToken);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.State == TranscriptionState.Running && item.LeaseUntil < now) views[i] = views[i] with { Reason = "The node that had it gives no sign of life; another run takes it up." };
            if (item.State != TranscriptionState.Queued) continue;
            var before = places.TryGetValue(item.Id, out var place) ? place : (int?)null;
            views[i] = views[i] with { Position = before, Reason = Reason(item, before, running.GetValueOrDefault(item.Lane), now) };
        }

        return views;
    }

    private string Reason(TranscriptionItem item, int? before, int running, DateTimeOffset now)
    {
        if (item.Input == InputState.Fetching) return item.Reason ?? "The recording is being downloaded.";
        if (item.OnlyNode is { } only && only != node.Name) return $"It waits for node {only}, which has its recording: the nodes do not share a data folder (Storage:DataPath).";
        if (item.NotBefore > now) return $"{item.Reason} Tried again {Spans.Relative(item.NotBefore.Value, now)}.";
        var room = lanes.CurrentValue.Limits(Environment.ProcessorCount)[item.Lane];
        var (work, setting) = item.Lane == Lanes.Net ? ("work for other servers", "Scheduling:Lanes:Net") : ("speech work", "Scheduling:Lanes:Speech");
        if (room == 0)
        {
            return running > 0
                ? $"This node takes no {work}; {running} on other nodes are before it."
                : connection.Provider == DatabaseProvider.Sqlite
                    ? $"This node takes no {work}, and there is no other: set {setting} above 0."
                    : $"This node takes no {work}, and no other node has any at present: is one with {setting} above 0 running?";
        }

        var others = before is > 0 ? $" {before} before it." : "";
        if (running >= room) return $"The {item.Lane} lane of this node is full ({room} at once).{others}";
        return before is > 0 ? $"{before} before it." : item.Reason ?? "It starts in a moment.";
    }

    // As they will be taken: whose turn it is decides, not who came first.
    private static async Task PlacesAsync(TranscriptionDb db, string lane, DateTimeOffset now, Dictionary<Guid, int> places, CancellationToken cancellationToken)
    {
        var waiting = await db.Items().Claimable(lane, now).OrderByDescending(i => i.Priority).ThenBy(i => i.QueuedAt).ThenBy(i => i.Id).Take(Most)
            .Select(i => new Waiting(i.Id, i.OwnerId, i.Priority, i.QueuedAt)).ToListAsync(cancellationToken);
        string[] owners = [.. waiting.Select(w => w.Owner).Distinct()];
        var place = 0;
        var turns = owners.Length > 1 ? await Turns.ReadAsync(db, owners, now, cancellationToken) : [];
        foreach (var id in Turns.Order(waiting, turns, now)) places[id] = place++;
    }
}
