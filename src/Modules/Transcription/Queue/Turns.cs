using Microsoft.EntityFrameworkCore;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>One that waits for its turn.</summary>
internal sealed record Waiting(Guid Id, string Owner, int Priority, DateTimeOffset QueuedAt);

/// <summary>What decides when a user's turn is: the smallest comes first.</summary>
/// <param name="Running">How many of his run now.</param>
/// <param name="Last">When he had his last turn; the beginning of time for none.</param>
/// <param name="Since">Since when he waits.</param>
internal readonly record struct Turn(int Running, DateTimeOffset Last, DateTimeOffset Since) : IComparable<Turn>
{
    public static readonly Turn None = new(0, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    public int CompareTo(Turn other) => (Running, Last, Since).CompareTo((other.Running, other.Last, other.Since));
}

/// <summary>
/// How users take turns within a priority: of those who have least running, who has waited longest since his last turn. Both who takes the next one
/// (<see cref="Claims"/>) and who says how many come before (<see cref="WhyQueued"/>) ask here.
/// </summary>
internal static class Turns
{
    /// <summary>How the turns of these users stand, but for since when they wait.</summary>
    public static async Task<Dictionary<string, Turn>> ReadAsync(TranscriptionDb db, IReadOnlyCollection<string> owners, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var running = await db.Items().Where(i => i.State == TranscriptionState.Running && i.LeaseUntil >= now)
            .GroupBy(i => i.OwnerId).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);
        var turns = new Dictionary<string, Turn>(StringComparer.Ordinal);
        foreach (var owner in owners)
        {
            // One at a time: the end of an index each, where all at once would read all that was ever done for them.
            var last = await db.Items().Where(i => i.OwnerId == owner).MaxAsync(i => i.ClaimedAt, cancellationToken);
            turns[owner] = Turn.None with { Running = running.GetValueOrDefault(owner), Last = last ?? DateTimeOffset.MinValue };
        }

        return turns;
    }

    /// <summary>The order in which what waits would be taken, if nothing else came and nothing ended meanwhile.</summary>
    /// <param name="waiting">The larger priority first, then in the order of the queue.</param>
    /// <param name="turns">How the turns of their users stand.</param>
    /// <param name="now">When the next is taken.</param>
    public static IEnumerable<Guid> Order(IEnumerable<Waiting> waiting, IReadOnlyDictionary<string, Turn> turns, DateTimeOffset now)
    {
        var (states, taken) = (new Dictionary<string, Turn>(turns, StringComparer.Ordinal), 0);
        foreach (var level in waiting.GroupBy(w => w.Priority).OrderByDescending(g => g.Key))
        {
            var order = new PriorityQueue<Queue<Waiting>, Turn>();
            foreach (var own in level.GroupBy(w => w.Owner))
            {
                var queue = new Queue<Waiting>(own);
                order.Enqueue(queue, states.GetValueOrDefault(own.Key, Turn.None) with { Since = queue.Peek().QueuedAt });
            }

            while (order.TryDequeue(out var queue, out var turn))
            {
                var next = queue.Dequeue();
                yield return next.Id;
                states[next.Owner] = turn = turn with { Running = turn.Running + 1, Last = now.AddTicks(++taken) };
                if (queue.Count > 0) order.Enqueue(queue, turn with { Since = queue.Peek().QueuedAt });
            }
        }
    }
}
