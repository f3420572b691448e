using System.Globalization;
using Platform.Kernel.Live;

namespace Platform.Scheduling;

/// <summary>Tells screens and event streams how jobs are doing. The subject of every event is the job's key.</summary>
/// <param name="live">Where to.</param>
/// <param name="clock">The time of the events.</param>
public sealed class JobEvents(LiveEvents live, TimeProvider clock)
{
    public const string Started = "job.started";
    public const string Progress = "job.progress";
    public const string Finished = "job.finished";

    /// <summary>A job was paused, resumed or given another schedule, or a run was asked for.</summary>
    public const string Changed = "job.changed";

    internal void RunStarted(string key, JobRun run) => Publish(Started, key, ("run", run.Id));

    internal void RunProgressed(string key, JobRun run, double fraction, string phase) => Publish(
        Progress, key, ("run", run.Id), ("fraction", fraction.ToString("0.###", CultureInfo.InvariantCulture)), ("phase", phase));

    internal void RunFinished(string key, string run, RunStatus status) => Publish(Finished, key, ("run", run), ("status", status.Text()));

    internal void JobChanged(string key) => Publish(Changed, key);

    private void Publish(string topic, string key, params (string Name, string Value)[] data) =>
        live.Publish(new LiveEvent(topic, key, clock.GetUtcNow()) { Data = data.ToDictionary(d => d.Name, d => d.Value) });
}
