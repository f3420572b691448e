using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Scheduling.Engine;

namespace Platform.Scheduling.CommandLine;

/// <summary>
/// <c>platform jobs run</c>. While the service runs, the service does it and this waits for the end; while it does not,
/// this process does it and writes the same history.
/// </summary>
internal sealed class JobsRunCommand : Command
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly Argument<string> _key = JobsCommand.KeyArgument();
    private readonly Option<string?> _input = new("--input") { Description = "What to work on, for jobs that take an input.", HelpName = "text" };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Return once the service has the order. Fails when the service does not run." };
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public JobsRunCommand(CommandServices services)
        : base("run", "Run a job now and wait for its end. Exit code 0 when it succeeded or had nothing to do, else 1.")
    {
        Add(_key);
        Add(_input);
        Add(_noWait);
        Add(_output);
        SetAction((parsed, cancellationToken) => RunAsync(services, parsed, cancellationToken));
    }

    private async Task<int> RunAsync(CommandServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var provider = await services.WithDatabaseAsync(cancellationToken);
        var (key, input) = (parsed.GetRequiredValue(_key), parsed.GetValue(_input));
        var serviceRuns = await provider.GetRequiredService<ServiceProbe>().IsRunningAsync(cancellationToken);
        if (!serviceRuns && parsed.GetValue(_noWait)) return await FailAsync(parsed, "The service does not run, so there is nobody to leave the order to. Leave out --no-wait to run the job in this process.");
        var run = serviceRuns
            ? await OrderAsync(provider, key, input, parsed.GetValue(_noWait), cancellationToken)
            : await provider.GetRequiredService<RunHere>().RunAsync(key, input, cancellationToken);
        if (!run.Ok) return await FailAsync(parsed, run.Error.Message);
        await Answer.WriteAsync(parsed, parsed.GetValue(_output), run.Value ?? (object)new { job = key, ordered = true }, () => Text(key, run.Value));
        return run.Value is null or { Status: RunStatus.Succeeded or RunStatus.Skipped } ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<Result<RunView?>> OrderAsync(IServiceProvider provider, string key, string? input, bool noWait, CancellationToken cancellationToken)
    {
        var (control, queries, clock) = (provider.GetRequiredService<JobControl>(), provider.GetRequiredService<JobQueries>(), provider.GetRequiredService<TimeProvider>());
        var last = await queries.RunsAsync(key, null, 1, cancellationToken);
        var ordered = await control.RunAsync(key, input, cancellationToken);
        if (!ordered.Ok) return ordered.Error;
        if (noWait) return (RunView?)null;
        var before = last is { Ok: true, Value.Items: [var newest] } ? newest.StartedAt : DateTimeOffset.MinValue;
        while (true)
        {
            await Task.Delay(Poll, clock, cancellationToken);
            var runs = await queries.RunsAsync(key, null, 5, cancellationToken);
            if (runs.Ok && runs.Value.Items.FirstOrDefault(r => r.Manual && r.StartedAt > before && !r.WillRetry) is { } run)
                return await queries.RunAsync(key, run.Id, cancellationToken) is { Ok: true, Value: var full } ? full : run;
            if (await provider.GetRequiredService<ServiceProbe>().IsRunningAsync(cancellationToken)) continue;
            await control.CancelAsync(key, cancellationToken);
            return Error.Unavailable("service.ended", "The service ended before the job did. What it has begun it runs again when it is started.");
        }
    }

    private static string Text(string key, RunView? run) => run is null
        ? $"{key}: the service has the order"
        : $"{key}: {run.Status.Text()} in {Answer.Seconds(run.DurationSeconds)}{(run.Reason is null ? "" : $": {run.Reason}")}";

    private static async Task<int> FailAsync(ParseResult parsed, string message)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(message);
        return ExitCodes.Failure;
    }
}
