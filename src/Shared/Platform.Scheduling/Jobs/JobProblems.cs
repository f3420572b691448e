using Platform.Console;
using Platform.Kernel.Health;

namespace Platform.Scheduling;

/// <summary>Tasks whose last run failed, for the top of Home.</summary>
internal sealed class JobProblems(JobQueries jobs) : IProblemSource
{
    public async Task<IReadOnlyList<Problem>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await jobs.ListAsync(cancellationToken);
        return [.. all.Where(j => j.LastRun?.Status == RunStatus.Failed).Select(ToProblem)];
    }

    private static Problem ToProblem(JobView job) => new(HealthLevel.Warning, $"Task failed: {job.Name}", Detail(job))
    {
        Since = job.LastRun!.StartedAt,
        Href = $"tasks/{job.Key}",
        ActionText = "Open task",
    };

    private static string Detail(JobView job)
    {
        var reason = job.LastRun!.Reason ?? "The log of the run says why.";
        return job.ConsecutiveFailures > 1 ? $"{reason} ({job.ConsecutiveFailures} times in a row)" : reason;
    }
}
