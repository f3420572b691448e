using Microsoft.Extensions.Logging;

namespace Platform.Scheduling;

/// <summary>One run of a job, as the job sees it.</summary>
/// <param name="id">Names this run among all that are in flight.</param>
/// <param name="input">What the run was asked to work on; null for a scheduled run.</param>
/// <param name="log">Where the job logs; see <see cref="Log"/>.</param>
/// <param name="report">Told of every progress report; null drops them.</param>
public sealed class JobRun(string id, string? input, ILogger log, Action<double, string>? report = null)
{
    /// <summary>Names this run among all that are in flight.</summary>
    public string Id { get; } = id;

    /// <summary>What the run was asked to work on (a text the job defines); null for a scheduled run.</summary>
    public string? Input { get; } = input;

    /// <summary>
    /// The log whose last lines are kept with the run. Anything logged through the container on the run's own flow is
    /// kept as well.
    /// </summary>
    public ILogger Log { get; } = log;

    /// <summary>Which try this is: 1 for the first, 2 for the first retry.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Which of a work item's further schedules this is (<see cref="WorkItem.Turns"/>); null for the item's own.</summary>
    public string? Turn { get; init; }

    /// <summary>When this run of a work item was due by its schedule; null when it was asked for.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>One line about what the run achieved ("12 files removed"), shown in the history.</summary>
    public string? Summary { get; set; }

    /// <summary>Set when there was nothing to do; the run is listed as skipped, which is not a failure.</summary>
    public bool NothingToDo { get; set; }

    /// <summary>Says how far the run has come. Cheap: may be called as often as is convenient.</summary>
    /// <param name="fraction">0 to 1; values outside are clamped.</param>
    /// <param name="phase">A word or two for what is being done: "downloading".</param>
    public void Report(double fraction, string phase) =>
        report?.Invoke(double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1), phase);
}
