using System.Globalization;
using Platform.Kernel.Results;
using Platform.Transcription.Cli;
using Platform.Transcription.Formats;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Variants;

/// <summary>
/// Runs recordings through several ways of transcribing. The recordings stay where they are; everything goes into a folder
/// with the time as its name, <c>run_meta.json</c> last. One that fails does not stop the others.
/// </summary>
internal sealed class RunVariants(TranscribeFile transcribe, TextWriter output, TextWriter errors, TimeProvider clock)
{
    /// <param name="parent">Where the folder is made.</param>
    /// <param name="recordings">Full paths.</param>
    /// <param name="candidates">At least one.</param>
    /// <param name="quiet">Print nothing to stdout.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The folder and what came of each, or <c>transcription.write_failed</c>.</returns>
    public async Task<Result<(string Folder, IReadOnlyList<Trial> Trials)>> RunAsync(string parent, IReadOnlyList<string> recordings, IReadOnlyList<Candidate> candidates, bool quiet, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        string folder;
        try
        {
            folder = NewFolder(parent, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Error.Unavailable("transcription.write_failed", $"No folder for the results could be made in {parent}: {e.Message}");
        }

        var trials = new List<Trial>();
        using var progress = new RunProgress(errors, candidates.Count * recordings.Count, clock);
        foreach (var candidate in candidates)
        {
            foreach (var recording in recordings)
            {
                progress.Begin(FormattableString.Invariant($"{candidate.Number} {Path.GetFileName(recording)}"));
                var trial = await TryAsync(folder, recording, candidate, progress, cancellationToken);
                trials.Add(trial);
                progress.Clear();
                foreach (var (name, reason) in trial.Attempt.Applied?.Ignored ?? new Dictionary<string, string>()) await errors.WriteLineAsync(FormattableString.Invariant($"Variant {candidate.Number}: {name} has no effect with {trial.Attempt.Engine}: {reason}."));
                if (!quiet) await output.WriteLineAsync($"{(trial.Error is null ? "✓" : "✗")} {candidate.Number.ToString(CultureInfo.InvariantCulture)} {candidate.Name}, {Path.GetFileName(recording)}{(trial.Error is null ? "" : $": {trial.Error}")}");
            }
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "run_meta.json"), Meta(now, candidates, trials), cancellationToken);
        return (folder, trials);
    }

    private async Task<Trial> TryAsync(string folder, string recording, Candidate candidate, RunProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var attempt = await transcribe.RunAsync(recording, candidate.Order.Recipe, candidate.Order.Environment, progress.Report, cancellationToken);
            if (attempt.Transcript is not { } transcript) return new Trial(candidate, recording, attempt, ErrorTypes.Describe(attempt.Error!), []);
            var written = await Outputs.WriteAsync(transcript, candidate.Order.Formats, folder, candidate.FileStem(Path.GetFileNameWithoutExtension(recording)), cancellationToken);
            return new Trial(candidate, recording, attempt, written.Error is { } error ? ErrorTypes.Describe(error) : null, written.Ok ? written.Value : []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The others still have their turn, and this one's mistake is in the report.
            return new Trial(candidate, recording, new FileAttempt(), $"{e.GetType().Name}: {e.Message}", []);
        }
    }

    private static string NewFolder(string parent, DateTimeOffset now)
    {
        var name = now.ToString("yyyy-MM-ddTHH-mm-ss", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var folder = Path.Combine(parent, number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
            if (Directory.Exists(folder)) continue;
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    private static string Meta(DateTimeOffset now, IReadOnlyList<Candidate> candidates, IReadOnlyList<Trial> trials)
    {
        var order = candidates[0].Order;
        var failed = candidates.Count(c => trials.Any(t => t.Candidate == c && t.Error is not null));
        return TranscriptJson.Write(json => TranscriptJson.Value(json, new Dictionary<string, object?>
        {
            ["timestamp"] = now.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "Z",
            ["git_commit_hash"] = null,
            ["preset"] = string.Join(',', candidates.Select(c => c.Order.Preset).Distinct()),
            ["language"] = order.Language,
            ["output_format"] = string.Join(',', order.Formats.Select(f => f.Name())),
            ["variants"] = candidates.Select(c => Entry(c, [.. trials.Where(t => t.Candidate == c)])),
            ["summary"] = new Dictionary<string, object?> { ["total_variants"] = candidates.Count, ["total_succeeded"] = candidates.Count - failed, ["total_failed"] = failed },
        }));
    }

    private static Dictionary<string, object?> Entry(Candidate candidate, IReadOnlyList<Trial> trials)
    {
        var entry = new Dictionary<string, object?>
        {
            ["variant_number"] = candidate.Number,
            ["variant_name"] = candidate.Name,
            ["json_filename"] = trials.SelectMany(t => t.Outputs).Where(o => o.EndsWith(".json", StringComparison.Ordinal)).Select(Path.GetFileName).FirstOrDefault(),
            ["transcription_config"] = DecodingArguments.Of(candidate.Order.Recipe, candidate.Order.Environment.Explicit),
            ["preprocess_steps"] = StepText.Write(candidate.Order.Recipe.Preprocessing.Active),
            ["results"] = trials.Where(t => t.Error is null).Select(Result),
        };
        if (trials.Where(t => t.Error is not null).ToList() is { Count: > 0 } failed) entry["error"] = string.Join("; ", failed.Select(t => $"{Path.GetFileName(t.Path)}: {t.Error}"));
        return entry;
    }

    private static Dictionary<string, object?> Result(Trial trial) => new()
    {
        ["file"] = Path.GetFileName(trial.Path),
        ["outputs"] = trial.Outputs.Select(Path.GetFileName),
        ["engine"] = trial.Attempt.Engine,
        ["model"] = trial.Attempt.Model,
        ["segment_count"] = trial.Attempt.Transcript!.Segments.Count,
        ["audio_duration"] = trial.Attempt.Transcript.Duration.TotalSeconds,
        ["transcribe_duration"] = trial.Attempt.Transcribe.TotalSeconds,
        ["speed_ratio"] = trial.Attempt.Speed,
        ["parameters_reached"] = Texts(trial.Attempt.Applied?.Parameters),
        ["parameters_ignored"] = Texts(trial.Attempt.Applied?.Ignored),
    };

    // Null: the engine does not tell.
    private static Dictionary<string, object?>? Texts(IReadOnlyDictionary<string, string>? values) => values?.ToDictionary(v => v.Key, v => (object?)v.Value);
}
