using System.Threading.Channels;
using Platform.Kernel.Live;

namespace Platform.Host.Api.Events;

/// <summary>An event with its place in this node's journal.</summary>
/// <param name="Id">Opaque; what a client sends as <c>Last-Event-ID</c>.</param>
/// <param name="Event">What happened.</param>
internal sealed record JournalEntry(string Id, LiveEvent Event);

/// <summary>
/// Numbers this node's live events and keeps the last of them, so that a client that lost its connection for a moment
/// gets what it missed. Bounded: a client that was away for longer is told to read anew.
/// </summary>
internal sealed class EventJournal(LiveEvents events) : BackgroundService
{
    private const int Kept = 1024;
    private const int Backlog = 256;

    private readonly string _epoch = Guid.CreateVersion7().ToString("N")[..12];
    private readonly Lock _gate = new();
    private readonly Queue<JournalEntry> _kept = new(Kept);
    private readonly List<Channel<JournalEntry>> _followers = [];
    private long _last;

    /// <summary>A place in the journal from which to go on.</summary>
    internal sealed class Follower(EventJournal journal, Channel<JournalEntry> channel, IReadOnlyList<JournalEntry> missed, bool complete) : IDisposable
    {
        /// <summary>What happened since the given id.</summary>
        public IReadOnlyList<JournalEntry> Missed { get; } = missed;

        /// <summary>False when the journal no longer goes back that far, or the id is of another node or an earlier start.</summary>
        public bool Complete { get; } = complete;

        /// <summary>What happens from now on; a follower that does not keep up loses the oldest.</summary>
        public ChannelReader<JournalEntry> Live { get; } = channel.Reader;

        public void Dispose()
        {
            lock (journal._gate) journal._followers.Remove(channel);
        }
    }

    public Follower Follow(string? lastEventId)
    {
        var channel = Channel.CreateBounded<JournalEntry>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            _followers.Add(channel);
            if (string.IsNullOrEmpty(lastEventId)) return new Follower(this, channel, [], complete: true);
            var known = _kept.ToArray();
            var after = Array.FindIndex(known, e => e.Id == lastEventId);
            return after >= 0
                ? new Follower(this, channel, known[(after + 1)..], complete: true)
                : new Follower(this, channel, [], complete: false);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var liveEvent in events.ListenAsync(stoppingToken)) Append(liveEvent);
        }
        finally
        {
            lock (_gate) _followers.ForEach(f => f.Writer.TryComplete());
        }
    }

    private void Append(LiveEvent liveEvent)
    {
        lock (_gate)
        {
            var entry = new JournalEntry($"{_epoch}-{++_last}", liveEvent);
            if (_kept.Count == Kept) _kept.Dequeue();
            _kept.Enqueue(entry);
            foreach (var follower in _followers) follower.Writer.TryWrite(entry);
        }
    }
}
