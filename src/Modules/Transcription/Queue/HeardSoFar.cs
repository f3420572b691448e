using Platform.Speech;
using Platform.Transcription.Results;

namespace Platform.Transcription.Queue;

/// <summary>What a run has heard and not stored yet.</summary>
/// <param name="itemId">Of which transcription.</param>
/// <param name="count">How many segments are stored.</param>
internal sealed class HeardSoFar(Guid itemId, int count)
{
    private readonly List<StoredSegment> _waiting = [];

    public IReadOnlyList<StoredSegment> Waiting => _waiting;

    /// <summary>Segments, stored or waiting.</summary>
    public int Count { get; private set; } = count;

    /// <summary>Segments left out as not said, since the last were stored.</summary>
    public int Dropped { get; private set; }

    public void Add(TranscriptSegment segment) => _waiting.Add(StoredSegment.Of(itemId, Count++, segment));

    public void Drop() => Dropped++;

    public void Stored()
    {
        _waiting.Clear();
        Dropped = 0;
    }
}
