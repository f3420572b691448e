using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Ads;

/// <summary>An in-band title and how much of the stream had come before it.</summary>
/// <param name="Title">As it is to be shown.</param>
/// <param name="Bytes">Of the body.</param>
/// <param name="Elapsed">Since the first byte.</param>
/// <param name="Place">In the programme, where the stream itself says; else null.</param>
internal readonly record struct TitleMoment(string Title, long Bytes, TimeSpan Elapsed, TimeSpan? Place);

/// <summary>Notes where in the body each in-band title begins, from the first byte of the connection on.</summary>
internal sealed class TitleLog
{
    // A title lasts seconds; a server that changes it with every block must not fill the memory.
    private const int Most = 500;
    private readonly List<TitleMoment> _moments = [];
    private readonly TimeProvider _clock;
    private readonly long _start;

    public TitleLog(ProbeTrace trace, FlowStream flow, TimeProvider clock, Func<TimeSpan?>? place = null)
    {
        (_clock, _start) = (clock, clock.GetTimestamp());
        trace.TitleHeard = metadata =>
        {
            if (metadata.Title is { } title && _moments.Count < Most && (_moments.Count == 0 || _moments[^1].Title != title))
                _moments.Add(new TitleMoment(title, flow.Bytes, Elapsed, place?.Invoke()));
        };
    }

    public IReadOnlyList<TitleMoment> Moments => _moments;

    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);
}
