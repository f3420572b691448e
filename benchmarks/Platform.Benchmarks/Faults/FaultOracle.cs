using Platform.StreamHealth.Contracts;

namespace Platform.Benchmarks.Faults;

/// <summary>
/// What ought to come of the injected faults, thought out anew and without the state machine: checks in a row since the last
/// good one, and good ones since the last bad.
/// </summary>
internal sealed class FaultOracle(int toDown, int toUp)
{
    private int _bad, _notGood, _good;

    public MonitorState State { get; private set; } = MonitorState.Pending;

    /// <returns>The notice that people must get for this check; null for none.</returns>
    public MonitorState? After(FaultKind fault)
    {
        var degrades = fault == FaultKind.Slowed;
        _good = fault == FaultKind.None ? _good + 1 : 0;
        _notGood = fault == FaultKind.None ? 0 : _notGood + 1;
        _bad = fault == FaultKind.None || degrades ? 0 : _bad + 1;

        var before = State;
        var ill = before is MonitorState.Down or MonitorState.Degraded;
        if (_bad >= toDown) State = MonitorState.Down;
        else if (ill) State = _good >= toUp ? MonitorState.Up : before;
        else if (_notGood >= toDown) State = MonitorState.Degraded;
        else State = _bad > 0 ? MonitorState.Pending : MonitorState.Up;
        return State != before && (ill || State is MonitorState.Down or MonitorState.Degraded) ? State : null;
    }
}
