using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;

namespace Platform.Scheduling.CommandLine;

/// <summary><c>platform jobs history</c>.</summary>
internal sealed class JobsHistoryCommand : Command
{
    private readonly Argument<string> _key = JobsCommand.KeyArgument();
    private readonly Option<int> _limit = new("--limit") { Description = "How many runs, 1 to 200.", DefaultValueFactory = _ => 20 };
    private readonly Option<string?> _run = new("--run") { Description = "Id of one run: shows it with its log.", HelpName = "id" };
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public JobsHistoryCommand(CommandServices services)
        : base("history", "Show the finished runs of a job, newest first, or one run with its log.")
    {
        Add(_key);
        Add(_limit);
        Add(_run);
        Add(_output);
        SetAction((parsed, cancellationToken) => RunAsync(services, parsed, cancellationToken));
    }

    private async Task<int> RunAsync(CommandServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var queries = (await services.WithDatabaseAsync(cancellationToken)).GetRequiredService<JobQueries>();
        var (key, format) = (parsed.GetRequiredValue(_key), parsed.GetValue(_output));
        if (parsed.GetValue(_run) is { } id)
            return await Answer.OrErrorAsync(parsed, format, await queries.RunAsync(key, id, cancellationToken), run => run, Text);
        var page = await queries.RunsAsync(key, null, parsed.GetValue(_limit), cancellationToken);
        return await Answer.OrErrorAsync(parsed, format, page, p => p, p => p.Items.Count == 0
            ? "It has not run yet."
            : Answer.Table(["STARTED", "RESULT", "TOOK", "TRY", "NODE", "ID", "REASON"], p.Items.Select(Row)));
    }

    private static string[] Row(RunView run) =>
        [Answer.Time(run.StartedAt), run.Status.Text(), Answer.Seconds(run.DurationSeconds), $"{run.Attempt}", run.Node ?? "-", run.Id, OneLine(run.Reason)];

    private static string OneLine(string? text) => (text ?? "").ReplaceLineEndings(" ");

    private static string Text(RunView run) => string.Join(
        Environment.NewLine, $"Started  {Answer.Time(run.StartedAt)}", $"Result   {run.Status.Text()}", $"Took     {Answer.Seconds(run.DurationSeconds)}",
        $"Node     {run.Node ?? "-"}", $"Reason   {run.Reason ?? "-"}", "", run.Log ?? "This run logged nothing.");
}
