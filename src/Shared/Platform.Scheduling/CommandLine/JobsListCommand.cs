using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;

namespace Platform.Scheduling.CommandLine;

/// <summary><c>platform jobs list</c>.</summary>
internal sealed class JobsListCommand : Command
{
    private readonly Option<string?> _search = new("--search") { Description = "Only jobs whose key, name, description or category has this text.", HelpName = "text" };
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public JobsListCommand(CommandServices services)
        : base("list", "List the jobs with schedule, next run and last result. Times are in UTC.")
    {
        Add(_search);
        Add(_output);
        SetAction((parsed, cancellationToken) => RunAsync(services, parsed, cancellationToken));
    }

    private async Task<int> RunAsync(CommandServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var provider = await services.WithDatabaseAsync(cancellationToken);
        var jobs = (await provider.GetRequiredService<JobQueries>().ListAsync(cancellationToken)).Where(j => JobFilter.Matches(j, parsed.GetValue(_search), null, null)).ToList();
        await Answer.WriteAsync(parsed, parsed.GetValue(_output), jobs, () => jobs.Count == 0
            ? "No jobs."
            : Answer.Table(["KEY", "STATE", "SCHEDULE", "NEXT RUN", "LAST RUN", "RESULT", "TOOK"], jobs.Select(Row)));
        return ExitCodes.Success;
    }

    private static string[] Row(JobView job) =>
    [
        job.Key, State(job), job.ScheduleInWords, Answer.Time(job.NextRunAt), Answer.Time(job.LastRun?.StartedAt),
        job.LastRun?.Status.Text() ?? "-", Answer.Seconds(job.LastRun?.DurationSeconds),
    ];

    private static string State(JobView job) => job switch
    {
        { Running.Progress: { } progress } => $"running {progress.ToString("0 %", System.Globalization.CultureInfo.InvariantCulture)}",
        { Running: not null } => "running",
        { Queued: true } => "queued",
        { Paused: true } => "paused",
        _ => "idle",
    };
}
