using System.Collections.Concurrent;

namespace Platform.Benchmarks.Faults;

/// <summary>What was injected, and what came of it.</summary>
internal sealed class FaultTally
{
    private readonly ConcurrentDictionary<FaultKind, FaultRow> _rows = [];
    private readonly ConcurrentQueue<string> _wrong = [];
    private int _jumps;

    public IReadOnlyList<KeyValuePair<FaultKind, FaultRow>> Rows => [.. _rows.OrderBy(r => r.Key)];

    /// <summary>Everything that was not as it should be, in words; the first hundred.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    public int Jumps => _jumps;

    public int Checks => Rows.Sum(r => r.Value.Checks);

    public int Expected => Rows.Sum(r => r.Value.Expected);

    public int Right => Rows.Sum(r => r.Value.Right);

    public int False => Rows.Sum(r => r.Value.False);

    public int Missed => Rows.Sum(r => r.Value.Missed);

    public FaultRow Of(FaultKind kind) => _rows.GetOrAdd(kind, _ => new FaultRow());

    public void Jumped() => Interlocked.Increment(ref _jumps);

    public void IsWrong(string what)
    {
        if (_wrong.Count < 100) _wrong.Enqueue(what);
    }
}

/// <summary>One kind of fault; the notices of a recovery stand with the fault that ended.</summary>
internal sealed class FaultRow
{
    private int _episodes, _checks, _states, _expected, _right, _false, _missed;

    public int Episodes => _episodes;

    public int Checks => _checks;

    /// <summary>Checks after which the monitor was in the state it should be in.</summary>
    public int RightStates => _states;

    public int Expected => _expected;

    public int Right => _right;

    public int False => _false;

    public int Missed => _missed;

    public void Episode() => Interlocked.Increment(ref _episodes);

    public void Check(bool right)
    {
        Interlocked.Increment(ref _checks);
        if (right) Interlocked.Increment(ref _states);
    }

    public void Notice<T>(T? expected, T? told)
        where T : struct
    {
        if (expected is not null) Interlocked.Increment(ref _expected);
        if (Equals(expected, told))
        {
            if (told is not null) Interlocked.Increment(ref _right);
            return;
        }

        if (told is not null) Interlocked.Increment(ref _false);
        if (expected is not null) Interlocked.Increment(ref _missed);
    }
}
