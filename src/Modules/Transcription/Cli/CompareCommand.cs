using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Transcription.Presets;
using Platform.Transcription.Variants;
using Platform.Transcription.Variants.Reports;

namespace Platform.Transcription.Cli;

/// <summary><c>platform transcribe compare FILE</c>: one recording through several presets and variants, side by side.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Argument<string> _file = new("file") { Description = "The recording; it stays where it is." };
    private readonly Option<string?> _presets = new("--presets") { Description = "Names of presets, with commas between. [default: et-large]" };
    private readonly Option<string?> _reference = new("--reference") { Description = "Text file with what is said, to tell word and character error rates." };
    private readonly Option<string?> _folder = new("--output-dir") { Description = "Where the folder with the results is made. [default: beside the recording]" };
    private readonly CommandServices _services;
    private readonly TranscribeOptions _options;

    public CompareCommand(CommandServices services, TranscribeOptions options)
        : base("compare", "Transcribe a recording in several ways and compare: error rates against a reference, what differs, how long it took. Writes report.md and report.csv. Exit code 1: at least one way failed.")
    {
        (_services, _options) = (services, options);
        Arguments.Add(_file);
        foreach (var option in (Option[])[_presets, options.Variants, _reference, _folder, options.Language, options.Format, options.Engine, options.Model, options.Steps, options.FarSpeaker, options.Silence, options.Output]) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(parsed.GetRequiredValue(_file));
        if (!File.Exists(file)) return await parsed.FailAsync(Error.NotFound("file", file) with { Message = $"{file} does not exist." });
        var reference = parsed.GetValue(_reference);
        if (reference is not null && !File.Exists(reference)) return await parsed.FailAsync(Error.NotFound("file", reference) with { Message = $"{reference} does not exist." });
        var ranges = _options.Ranges(parsed);
        if (!ranges.Ok) return await parsed.FailAsync(ranges.Error);
        var candidates = await CandidatesAsync(parsed, cancellationToken);
        if (!candidates.Ok) return await parsed.FailAsync(candidates.Error);

        var (output, errors, json) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_options.Output) == OutputFormat.Json);
        var ran = await new RunVariants(_services.Provider.GetRequiredService<TranscribeFile>(), output, errors, TimeProvider.System)
            .RunAsync(parsed.GetValue(_folder) ?? Path.GetDirectoryName(file)!, [file], candidates.Value, quiet: true, cancellationToken);
        if (!ran.Ok) return await parsed.FailAsync(ran.Error);
        var report = new ComparisonReport(ran.Value.Trials, reference is null ? null : await File.ReadAllTextAsync(reference, cancellationToken));
        await File.WriteAllTextAsync(Path.Combine(ran.Value.Folder, "report.md"), report.Markdown(Path.GetFileName(file)), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(ran.Value.Folder, "report.csv"), report.Csv(), cancellationToken);
        var variants = await new VariantReport(ran.Value.Trials, ranges.Value).WriteAsync(Path.GetDirectoryName(ran.Value.Folder)!, Path.GetFileName(ran.Value.Folder), cancellationToken);
        if (json) await parsed.WriteJsonAsync(new { ran.Value.Folder, report.Rows, Report = variants });
        else await output.WriteLineAsync($"{report.Csv()}Results are in {ran.Value.Folder}, the variants' report is {variants}");
        return ran.Value.Trials.Any(t => t.Error is not null) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private async Task<Result<IReadOnlyList<Candidate>>> CandidatesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var variants = Variant.Parse(parsed.GetValue(_options.Variants) ?? "1");
        if (!variants.Ok) return variants.Error;
        var candidates = new List<Candidate>();
        string[] presets = (parsed.GetValue(_presets) ?? BuiltInPresets.CommandLineDefault).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var preset in presets)
        {
            var order = await _options.OrderAsync(parsed, _services, preset, cancellationToken);
            if (!order.Ok) return order.Error;
            candidates.AddRange(variants.Value.Select(v => Candidate.Of(v, order.Value, namesPreset: presets.Length > 1)));
        }

        return candidates;
    }
}
