namespace Platform.Speech.Hosting;

/// <summary>A place for a worker; held by one owner at a time.</summary>
internal sealed class WorkerSeat
{
    public EngineWorker? Worker { get; set; }

    /// <summary>Timestamp of when the worker was given back.</summary>
    public long IdleSince { get; set; }

    /// <summary>Ends the worker, if there is one.</summary>
    public async Task ClearAsync()
    {
        var worker = Worker;
        Worker = null;
        if (worker is not null) await worker.DisposeAsync();
    }
}

/// <summary>
/// The places for workers. Whoever wants one gets, in this order: a free one with the wanted engine, an empty one, a new
/// one while there may be more, the one that has been idle longest; else waits, first come first served.
/// </summary>
internal sealed class SeatList
{
    private readonly Lock _gate = new();
    private readonly List<WorkerSeat> _free = [];
    private readonly HashSet<WorkerSeat> _taken = [];
    private readonly LinkedList<TaskCompletionSource> _waiting = [];

    public async Task<WorkerSeat> TakeAsync(string key, Func<int> most, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource turn;
            lock (_gate)
            {
                if (TryTake(key, most()) is { } seat) return seat;
                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.AddLast(turn);
            }

            await using var given = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
            try
            {
                await turn.Task;
            }
            finally
            {
                lock (_gate) _waiting.Remove(turn);
            }
        }
    }

    public void Release(WorkerSeat seat)
    {
        lock (_gate)
        {
            if (!_taken.Remove(seat)) return;
            _free.Add(seat);
            // One that was cancelled meanwhile passes its turn on.
            while (_waiting.First is { } next)
            {
                _waiting.RemoveFirst();
                if (next.Value.TrySetResult()) return;
            }
        }
    }

    /// <summary>Takes the free places whose worker fits, longest idle first; release them.</summary>
    public IEnumerable<WorkerSeat> TakeIdle(Func<EngineWorker, bool> worker, Func<WorkerSeat, bool> seat)
    {
        while (true)
        {
            WorkerSeat? found;
            lock (_gate)
            {
                found = _free.Where(s => s.Worker is { } w && worker(w) && seat(s)).MinBy(s => s.IdleSince);
                if (found is null) yield break;
                Take(found);
            }

            yield return found;
        }
    }

    public IReadOnlyList<LoadedEngine> List(TimeProvider clock)
    {
        lock (_gate)
        {
            return [.. _free.Concat(_taken).Where(s => s.Worker is not null).Select(s => new LoadedEngine(
                s.Worker!.Spec.Title, s.Worker.ProcessId, (MachineMemory.Of(s.Worker.ProcessId) ?? 0) >> 20, _taken.Contains(s),
                _taken.Contains(s) ? null : clock.GetElapsedTime(s.IdleSince)))];
        }
    }

    /// <summary>Every place, for good.</summary>
    public IReadOnlyList<WorkerSeat> Close()
    {
        lock (_gate) return [.. _free, .. _taken];
    }

    private WorkerSeat? TryTake(string key, int most)
    {
        var seat = _free.FirstOrDefault(s => s.Worker is { } w && w.Spec.Key == key);
        seat ??= _free.FirstOrDefault(s => s.Worker is null);
        if (seat is null && _free.Count + _taken.Count < most) seat = New();
        seat ??= _free.MinBy(s => s.IdleSince);
        if (seat is not null) Take(seat);
        return seat;
    }

    private WorkerSeat New()
    {
        var seat = new WorkerSeat();
        _free.Add(seat);
        return seat;
    }

    private void Take(WorkerSeat seat)
    {
        _free.Remove(seat);
        _taken.Add(seat);
    }
}
