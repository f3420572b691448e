using System.CommandLine;
using Platform.Kernel.CommandLine;

namespace Platform.Transcription.Cli;

/// <summary><c>platform transcribe status</c>: what became of the files this command has had in hand.</summary>
internal sealed class StatusCommand : Command
{
    public StatusCommand(TranscribeOptions options)
        : base("status", "Count the files that were processed; with -v list them.")
    {
        Options.Add(options.Verbose);
        Options.Add(options.Output);
        SetAction(async (parsed, _) =>
        {
            var opened = options.OpenState(parsed);
            if (!opened.Ok) return await parsed.FailAsync(opened.Error);
            using var state = opened.Value;
            var (files, output) = (state.Tracked(), parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(options.Output) == OutputFormat.Json)
            {
                await parsed.WriteJsonAsync(new { Counts = files.GroupBy(f => f.Status).ToDictionary(g => g.Key, g => g.Count()), Files = files });
                return ExitCodes.Success;
            }

            if (files.Count == 0) await output.WriteLineAsync("No files tracked in database");
            foreach (var status in files.GroupBy(f => f.Status).OrderBy(g => g.Key, StringComparer.Ordinal)) await output.WriteLineAsync(FormattableString.Invariant($"{status.Key}: {status.Count()}"));
            if (!parsed.GetValue(options.Verbose)) return ExitCodes.Success;
            foreach (var file in files)
                await output.WriteLineAsync($"{(file.Status switch { "completed" => "✓", "failed" => "✗", _ => "⏳" })} {file.Path}{(file.Error is null ? "" : $": {file.Error}")}");
            return ExitCodes.Success;
        });
    }
}
