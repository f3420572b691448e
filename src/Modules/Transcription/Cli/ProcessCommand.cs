using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.Transcription.Variants;
using Platform.Transcription.Variants.Reports;

namespace Platform.Transcription.Cli;

/// <summary><c>platform transcribe process FOLDER</c>.</summary>
internal sealed class ProcessCommand : Command
{
    private readonly Argument<string> _folder = new("folder") { Description = "Folder with recordings (wav, mp3, m4a, flac, ogg, wma) at its top level." };
    private readonly CommandServices _services;
    private readonly TranscribeOptions _options;

    public ProcessCommand(CommandServices services, TranscribeOptions options)
        : base("process", "Work through a folder: each recording ends with its transcript in processed/, or in failed/. Exit code 0: all went well; 3: at least one failed; 1: nothing was done, stderr says why.")
    {
        (_services, _options) = (services, options);
        Arguments.Add(_folder);
        foreach (var option in options.Listening) Options.Add(option);
        Options.Add(options.Variant);
        foreach (var option in (Option[])[options.Variants, options.FarSpeaker, options.Silence]) Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(options.Variant) is not null && result.GetResult(options.Variants) is not null) result.AddError("Give either '--variant' or '--variants', not both.");
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = FolderOfRecordings.Open(parsed.GetRequiredValue(_folder));
        if (!folder.Ok) return await parsed.FailAsync(folder.Error);
        var variants = Variant.Parse(parsed.GetValue(_options.Variants) ?? parsed.GetValue(_options.Variant) ?? "1");
        if (!variants.Ok) return await parsed.FailAsync(variants.Error);
        if (parsed.GetValue(_options.Variants) is null && variants.Value.Count > 1) return await parsed.FailAsync(Kernel.Results.Error.InvalidField("variant", "transcription.variant_unknown", "--variant names one variant; several go to --variants."));
        var ranges = _options.Ranges(parsed);
        if (!ranges.Ok) return await parsed.FailAsync(ranges.Error);
        var made = await _options.OrderAsync(parsed, _services, parsed.GetValue(_options.Preset), cancellationToken);
        if (!made.Ok) return await parsed.FailAsync(made.Error);
        return parsed.GetValue(_options.Variants) is null
            ? await ProcessAsync(parsed, folder.Value, made.Value with { Recipe = variants.Value[0].Apply(made.Value.Recipe) }, cancellationToken)
            : await TryAsync(parsed, folder.Value, [.. variants.Value.Select(v => Candidate.Of(v, made.Value, namesPreset: false))], ranges.Value, cancellationToken);
    }

    private async Task<int> ProcessAsync(ParseResult parsed, FolderOfRecordings folder, RunOrder order, CancellationToken cancellationToken)
    {
        var (output, errors, json) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_options.Output) == OutputFormat.Json);
        var opened = _options.OpenState(parsed);
        if (!opened.Ok) return await parsed.FailAsync(opened.Error);
        using var state = opened.Value;
        if (parsed.GetValue(_options.Verbose)) await errors.WriteLineAsync($"Preset {order.Preset}, engine {order.Recipe.Engine ?? "as configured"}, model {order.Recipe.Model ?? "the engine's choice"}, language {order.Recipe.Language ?? "found out"}");
        var process = new ProcessFolder(_services.Provider.GetRequiredService<TranscribeFile>(), state, output, errors, TimeProvider.System);
        var summary = await process.RunAsync(folder, order, quiet: json, cancellationToken);
        if (json) await parsed.WriteJsonAsync(summary);
        else foreach (var line in summary.Lines()) await output.WriteLineAsync(line);
        return summary.Failed > 0 ? ExitCodes.Partial : ExitCodes.Success;
    }

    private async Task<int> TryAsync(ParseResult parsed, FolderOfRecordings folder, IReadOnlyList<Candidate> candidates, IReadOnlyList<TimeRange> ranges, CancellationToken cancellationToken)
    {
        var (output, errors, json) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_options.Output) == OutputFormat.Json);
        if (folder.Recordings() is not { Count: > 0 } recordings)
        {
            await output.WriteLineAsync("No recordings found.");
            return ExitCodes.Success;
        }

        var ran = await new RunVariants(_services.Provider.GetRequiredService<TranscribeFile>(), output, errors, TimeProvider.System).RunAsync(folder.FullPath, recordings, candidates, quiet: json, cancellationToken);
        if (!ran.Ok) return await parsed.FailAsync(ran.Error);
        var report = await new VariantReport(ran.Value.Trials, ranges).WriteAsync(folder.FullPath, Path.GetFileName(ran.Value.Folder), cancellationToken);
        var failed = ran.Value.Trials.Count(t => t.Error is not null);
        if (json) await parsed.WriteJsonAsync(new { ran.Value.Folder, Report = report, Trials = ran.Value.Trials.Select(t => new { t.Candidate.Number, t.Candidate.Name, File = Path.GetFileName(t.Path), t.Error }) });
        else await output.WriteLineAsync($"Results are in {ran.Value.Folder}, the report is {report}");
        return failed > 0 ? ExitCodes.Failure : ExitCodes.Success;
    }
}
