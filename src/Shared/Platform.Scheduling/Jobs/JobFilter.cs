namespace Platform.Scheduling;

/// <summary>The filters of the list of jobs, for page, API and command line.</summary>
internal static class JobFilter
{
    public static readonly string[] States = ["running", "paused", "failed"];

    public static bool Matches(JobView job, string? search, string? category, string? state) =>
        (string.IsNullOrWhiteSpace(search) || new[] { job.Key, job.Name, job.Description, job.Category }.Any(t => t.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)))
        && (string.IsNullOrEmpty(category) || string.Equals(job.Category, category, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrEmpty(state) || Is(job, state));

    private static bool Is(JobView job, string state) => state.ToLowerInvariant() switch
    {
        "running" => job.Running is not null,
        "paused" => job.Paused,
        "failed" => job.LastRun?.Status is RunStatus.Failed or RunStatus.Interrupted,
        _ => false,
    };
}
