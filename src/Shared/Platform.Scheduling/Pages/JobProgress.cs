using System.Globalization;
using Platform.Kernel.Live;

namespace Platform.Scheduling.Pages;

/// <summary>Shows progress events at once, without asking the database.</summary>
internal static class JobProgress
{
    public static IReadOnlyList<JobView> Apply(IReadOnlyList<JobView> jobs, IReadOnlyList<LiveEvent> events)
    {
        var last = events.Where(e => e.Topic == JobEvents.Progress).GroupBy(e => e.SubjectId).ToDictionary(g => g.Key, g => g.Last());
        return last.Count == 0 ? jobs : [.. jobs.Select(j => last.TryGetValue(j.Key, out var progress) ? Apply(j, progress) : j)];
    }

    private static JobView Apply(JobView job, LiveEvent progress)
    {
        if (job.Running is not { } running || running.Id != progress.Data["run"]) return job;
        return job with { Running = running with { Progress = double.Parse(progress.Data["fraction"], CultureInfo.InvariantCulture), Phase = progress.Data["phase"] } };
    }
}
