using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.Scheduling;

/// <summary>What the platform knows about a job without running it.</summary>
internal sealed record JobDescription(
    Type Type, string Key, string Name, string Description, string Category, Schedule? DefaultSchedule, string Lane, JobRetry? Retry);

/// <summary>The types of jobs that were found.</summary>
internal sealed record JobTypes(IReadOnlyList<Type> Types);

/// <summary>Every job of this installation. One that cannot be built is left out and reported; the others go on.</summary>
internal sealed partial class JobCatalog
{
    private readonly Dictionary<string, JobDescription> _jobs = [];
    private readonly List<string> _failures = [];

    public JobCatalog(JobTypes types, IServiceScopeFactory scopes, ILogger<JobCatalog> log)
    {
        using var scope = scopes.CreateScope();
        foreach (var type in types.Types)
        {
            try
            {
                var job = Describe(type, (IPlatformJob)scope.ServiceProvider.GetRequiredService(type));
                if (!_jobs.TryAdd(job.Key, job)) throw new InvalidOperationException($"{_jobs[job.Key].Type} has the key '{job.Key}' already.");
            }
            catch (Exception error)
            {
                LogFailed(log, error, type);
                _failures.Add($"{type}: {error.Message}");
            }
        }

        All = [.. _jobs.Values.OrderBy(j => j.Category, StringComparer.Ordinal).ThenBy(j => j.Name, StringComparer.Ordinal)];
    }

    /// <summary>By category and name.</summary>
    public IReadOnlyList<JobDescription> All { get; }

    /// <summary>The types that could not be taken up, and why.</summary>
    public IReadOnlyList<string> Failures => _failures;

    public JobDescription? Find(string key) => _jobs.GetValueOrDefault(key);

    private static JobDescription Describe(Type type, IPlatformJob job)
    {
        if (!Key().IsMatch(job.Key)) throw new InvalidOperationException($"The key '{job.Key}' must be lower-case letters, digits, dots and dashes.");
        if (!Lanes.All.Contains(job.Lane)) throw new InvalidOperationException($"The lane '{job.Lane}' is not one of {string.Join(", ", Lanes.All)}.");
        return new JobDescription(type, job.Key, job.Name, job.Description, job.Category, job.DefaultSchedule, job.Lane, job.Retry);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobType} cannot be scheduled")]
    private static partial void LogFailed(ILogger log, Exception error, Type jobType);

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,79}$")]
    private static partial Regex Key();
}
