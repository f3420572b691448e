using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Platform.Scheduling.Tests.Support;

/// <summary>What the jobs of these tests write down, for one host at a time.</summary>
public sealed class Notes
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private int _running;
    private int _most;

    public ConcurrentQueue<string> Runs { get; } = new();

    /// <summary>Told of every note as well; the parent process listens there.</summary>
    public Action<string>? Told { get; init; }

    public ConcurrentDictionary<string, WorkItem> Items { get; } = new();

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan WorkTakes { get; set; } = TimeSpan.FromMilliseconds(20);

    public int MostAtOnce => _most;

    public void Write(string note)
    {
        Runs.Enqueue(note);
        _counts.AddOrUpdate(note, 1, (_, count) => count + 1);
        Told?.Invoke(note);
    }

    public int Count(string note) => _counts.GetValueOrDefault(note);

    public async Task CountAsync(TimeSpan takes, CancellationToken cancellationToken)
    {
        var now = Interlocked.Increment(ref _running);
        int seen;
        while (now > (seen = _most) && Interlocked.CompareExchange(ref _most, now, seen) != seen)
        {
        }

        try
        {
            await Task.Delay(takes, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

public abstract class TestJob : IPlatformJob
{
    public abstract string Key { get; }

    public string Name => "Test " + Key;

    public string Description => "Does what a test needs.";

    public string Category => "Tests";

    public virtual Schedule? DefaultSchedule => null;

    public virtual JobRetry? Retry => null;

    public abstract Task ExecuteAsync(JobRun run, CancellationToken cancellationToken);
}

public sealed class QuickJob(Notes notes) : TestJob
{
    public override string Key => "test.quick";

    public override Schedule DefaultSchedule => new CronSchedule("0 3 * * *", "Europe/Berlin");

    public override Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        notes.Write(run.Input ?? "quick");
        run.Log.LogInformation("Counted 3 sheep");
        run.Summary = "3 sheep";
        return Task.CompletedTask;
    }
}

/// <summary>Runs until it is let go or cancelled.</summary>
public sealed class GatedJob(Notes notes) : TestJob
{
    public override string Key => "test.gated";

    public override async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        run.Report(0.4, "waiting");
        run.Log.LogInformation("Waiting at the gate");
        notes.Write("started");
        await notes.Gate.Task.WaitAsync(cancellationToken);
        notes.Write("ended");
    }
}

public sealed class FailingJob(ILogger<FailingJob> log) : TestJob
{
    public override string Key => "test.failing";

    public override Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        log.LogWarning("About to fail over a banana");
        throw new InvalidOperationException("There is no banana.");
    }
}

public sealed class RetriedJob(Notes notes) : TestJob
{
    public override string Key => "test.retried";

    public override JobRetry Retry => new(2, TimeSpan.FromMilliseconds(100));

    public override Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        notes.Write($"attempt {run.Attempt}");
        return run.Attempt < 3 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask;
    }
}

public sealed class IdleJob : TestJob
{
    public override string Key => "test.idle";

    public override Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        (run.NothingToDo, run.Summary) = (true, "No sheep left.");
        return Task.CompletedTask;
    }
}

public sealed class OftenJob(Notes notes) : TestJob
{
    public override string Key => "test.often";

    public override Schedule DefaultSchedule => new EverySchedule(TimeSpan.FromSeconds(1));

    public override Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        notes.Write("often");
        return Task.CompletedTask;
    }
}

public sealed class TestWork(Notes notes) : IScheduledWork
{
    public const string Kind = "test.work";

    string IScheduledWork.Kind => Kind;

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        notes.Write("start " + itemId);
        if (run.DueAt is { } due) notes.Write($"due {itemId} {due:HH:mm:ss} {run.Turn ?? "own"}");
        else notes.Write($"asked {itemId} {run.Turn ?? "own"}");
        await notes.CountAsync(notes.WorkTakes, cancellationToken);
        notes.Write("end " + itemId);
        if (itemId.StartsWith("bad", StringComparison.Ordinal)) throw new InvalidOperationException("A bad item.");
    }

    public Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WorkItem>>([.. notes.Items.Values]);
}

/// <summary>Cannot be built: nobody provides what it needs.</summary>
public sealed class BrokenJob(BrokenJob.Missing missing) : TestJob
{
    public override string Key => "test.broken";

    public override Task ExecuteAsync(JobRun run, CancellationToken cancellationToken) => Task.FromResult(missing);

    public sealed class Missing
    {
        internal Missing()
        {
        }
    }
}
