using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;

namespace Platform.Transcription.Cli;

/// <summary><c>platform transcribe file FILE...</c>: single files, which stay where they are.</summary>
internal sealed class FileCommand : Command
{
    private readonly Argument<string[]> _files = new("file") { Description = "Recordings of any kind ffmpeg reads.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _folder = new("--output-dir") { Description = "Where the transcripts go. [default: beside each recording]" };
    private readonly CommandServices _services;
    private readonly TranscribeOptions _options;

    public FileCommand(CommandServices services, TranscribeOptions options)
        : base("file", "Transcribe single files; they stay where they are, and nothing is recorded. Exit codes as of process.")
    {
        (_services, _options) = (services, options);
        Arguments.Add(_files);
        Options.Add(_folder);
        foreach (var option in options.Listening) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, errors, json, clock) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_options.Output) == OutputFormat.Json, TimeProvider.System);
        var files = parsed.GetRequiredValue(_files).Select(Path.GetFullPath).ToList();
        if (files.Find(f => !File.Exists(f)) is { } missing) return await parsed.FailAsync(Error.NotFound("file", missing) with { Message = $"{missing} does not exist." });
        var made = await _options.OrderAsync(parsed, _services, parsed.GetValue(_options.Preset), cancellationToken);
        if (!made.Ok) return await parsed.FailAsync(made.Error);
        var (order, results) = (made.Value, new List<object>());
        using var progress = new RunProgress(errors, files.Count, clock);
        var failures = 0;
        foreach (var file in files)
        {
            progress.Begin(Path.GetFileName(file));
            var attempt = await _services.Provider.GetRequiredService<TranscribeFile>().RunAsync(file, order.Recipe, order.Environment, progress.Report, cancellationToken);
            var written = attempt.Transcript is { } transcript
                ? await Outputs.WriteAsync(transcript, order.Formats, Folder(parsed, file), Path.GetFileNameWithoutExtension(file), cancellationToken)
                : attempt.Error!;
            progress.Clear();
            var error = written.Error is { } wrong ? ErrorTypes.Describe(wrong) : null;
            failures += error is null ? 0 : 1;
            results.Add(new { File = file, Outputs = written.Ok ? written.Value : [], Error = error, attempt.Engine, attempt.Model, Seconds = attempt.Total.TotalSeconds, TimesRealTime = attempt.Speed });
            if (!json) await output.WriteLineAsync(error is null ? $"✓ {string.Join(", ", written.Value)}" : $"✗ {Path.GetFileName(file)}: {error}");
        }

        if (json) await parsed.WriteJsonAsync(results);
        return failures > 0 ? ExitCodes.Partial : ExitCodes.Success;
    }

    private string Folder(ParseResult parsed, string file)
    {
        if (parsed.GetValue(_folder) is not { } folder) return Path.GetDirectoryName(file)!;
        return Directory.CreateDirectory(folder).FullName;
    }
}
