using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Scheduling;

/// <summary>What the platform knows about a job without running it.</summary>
internal sealed record JobDescription(
    Type Type, string Key, string Name, string Description, string Category, Schedule? DefaultSchedule, string Lane, JobRetry? Retry);

/// <summary>The types of jobs that were found.</summary>
internal sealed record JobTypes(IReadOnlyList<Type> Types);

/// <summary>Every job of this installation.</summary>
internal sealed partial class JobCatalog
{
    private readonly Dictionary<string, JobDescription> _jobs;

    public JobCatalog(JobTypes types, IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        var all = types.Types.Select(type => Describe(type, (IPlatformJob)scope.ServiceProvider.GetRequiredService(type))).ToList();
        if (all.GroupBy(j => j.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two jobs have the key '{twice.Key}': {string.Join(" and ", twice.Select(j => j.Type))}.");
        _jobs = all.OrderBy(j => j.Category).ThenBy(j => j.Name).ToDictionary(j => j.Key);
    }

    public IReadOnlyCollection<JobDescription> All => _jobs.Values;

    public JobDescription? Find(string key) => _jobs.GetValueOrDefault(key);

    private static JobDescription Describe(Type type, IPlatformJob job)
    {
        if (!Key().IsMatch(job.Key)) throw new InvalidOperationException($"The key '{job.Key}' of {type} must be lower-case letters, digits, dots and dashes.");
        if (!Lanes.All.Contains(job.Lane)) throw new InvalidOperationException($"The lane '{job.Lane}' of {type} is not one of {string.Join(", ", Lanes.All)}.");
        return new JobDescription(type, job.Key, job.Name, job.Description, job.Category, job.DefaultSchedule, job.Lane, job.Retry);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,79}$")]
    private static partial Regex Key();
}
