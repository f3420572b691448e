using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.StreamHealth.Checks.Cli.Batch;
using Platform.StreamHealth.Checks.Cli.Config;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>
/// <c>platform check</c>: checks from the command line, with stream_checker's flags and exit codes. Needs the service
/// neither to run nor not to run; the database only to keep the run, and a run that cannot be kept is still shown. Private
/// addresses are allowed unless told otherwise: who has a shell on the machine can reach them anyway, and a station's own
/// streams are what is checked here. The service and its API always guard.
/// </summary>
internal sealed class CheckCommand : Command
{
    private readonly CheckArguments _arguments = new();

    public CheckCommand(CommandServices services)
        : base("check", "Check one stream, or a file of them, now and print the report. Exit code 0: the check was carried out, even of a dead stream; 1: a value is wrong; 2: usage.")
    {
        foreach (var option in _arguments.All) Options.Add(option);
        Validators.Add(_arguments.RequireOneSource);
        SetAction((parsed, cancellationToken) => RunAsync(parsed, services.Configuration, cancellationToken));
    }

    private async Task<int> RunAsync(ParseResult parsed, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var errors = parsed.InvocationConfiguration.Error;
        var config = ConfigFile.Read(parsed.GetValue(_arguments.Config));
        if (!config.Ok) return await FailAsync(errors, config.Error);
        foreach (var warning in config.Value.Warnings) await errors.WriteLineAsync($"Warning: {warning}");
        var request = _arguments.Request(parsed, config.Value);
        if (!request.Ok) return await FailAsync(errors, request.Error);

        var settings = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(config.Value.Settings).Build();
        var allowPrivate = parsed.GetValue(_arguments.AllowPrivate) ?? config.Value.BlockPrivate != true;
        var logs = config.Value.Logs ?? (parsed.GetValue(_arguments.Verbose) ? LogLevel.Information : LogLevel.Warning);
        await using var checker = new CommandChecker(settings, allowPrivate, logs);
        var store = parsed.GetValue(_arguments.NoStore) ? null : new RunStore(settings, errors);
        await using var closing = store;
        return parsed.GetValue(_arguments.UrlFile) is { } file
            ? await ManyAsync(parsed, file, request.Value, checker, store, cancellationToken)
            : await OneAsync(parsed, request.Value, checker, store, cancellationToken);
    }

    private async Task<int> OneAsync(ParseResult parsed, CheckRequest request, CommandChecker checker, RunStore? store, CancellationToken cancellationToken)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        Result<TimedReport> checkedNow;
        using (new StatusLine(errors, $"Checking {request.Url}, up to phase {request.Phase}")) checkedNow = await checker.CheckAsync(request, cancellationToken);
        if (!checkedNow.Ok) return await FailAsync(errors, checkedNow.Error);

        var report = checkedNow.Value.Report;
        await output.WriteAsync(parsed.GetValue(_arguments.Output) switch
        {
            CheckOutput.Text when parsed.GetValue(_arguments.Verbose) => TextReport.Write(report, Terminal.HasColours) + ReportJson.WriteIndented(report) + Environment.NewLine,
            CheckOutput.Text => TextReport.Write(report, Terminal.HasColours),
            CheckOutput.Json => ReportJson.WriteIndented(report) + Environment.NewLine,
            _ => ReportJson.Write(report) + Environment.NewLine,
        });
        await output.FlushAsync(cancellationToken);
        if (store is not null) await store.KeepAsync(checkedNow.Value, cancellationToken);
        return ExitCodes.Success;
    }

    private async Task<int> ManyAsync(ParseResult parsed, string file, CheckRequest template, CommandChecker checker, RunStore? store, CancellationToken cancellationToken)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var urls = await UrlFile.ReadAsync(file, cancellationToken);
        if (!urls.Ok) return await FailAsync(errors, urls.Error);
        var format = parsed.GetValue(_arguments.Output);
        var batch = new CheckBatch(checker, store, template, parsed.GetValue(_arguments.Parallel));
        IReadOnlyList<BatchEntry> done;
        using (var bar = new ProgressBar(errors, urls.Value.Count))
        {
            done = await batch.RunAsync(
                urls.Value,
                entry =>
                {
                    if (format == CheckOutput.Jsonl) output.WriteLine(entry.ToJson());
                    bar.Report(entry);
                },
                cancellationToken);
        }

        if (format == CheckOutput.Json) await output.WriteLineAsync(BatchEntry.ToJson(done));
        if (format == CheckOutput.Text) await output.WriteAsync(SummaryTable.Write(done, batch.Elapsed, Terminal.HasColours));
        return done.All(e => e.Refused is null) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<int> FailAsync(TextWriter errors, Error error)
    {
        await errors.WriteLineAsync($"Error: {error.Message}");
        return ExitCodes.Failure;
    }
}
