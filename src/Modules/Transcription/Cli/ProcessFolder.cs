using System.Text.Json;
using Platform.Kernel.Results;
using Platform.Transcription.Cli.State;

namespace Platform.Transcription.Cli;

/// <summary>Works through a folder: every recording ends with its transcript in <c>processed/</c>, or in <c>failed/</c>.</summary>
internal sealed class ProcessFolder(TranscribeFile transcribe, StateFile state, TextWriter output, TextWriter errors, TimeProvider clock)
{
    public async Task<RunSummary> RunAsync(FolderOfRecordings folder, RunOrder order, bool quiet, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var recordings = folder.Recordings();
        var sums = new Sums(order.Preset);
        if (recordings.Count == 0) return sums.Summary(null, clock.GetElapsedTime(start));
        var device = order.Environment.Device;
        var config = new Dictionary<string, object?> { ["model_id"] = order.Recipe.Model, ["device"] = device?.Device, ["compute_type"] = device?.ComputeType };
        var run = state.BeginRun(FileMetrics.Run(folder.FullPath, order, recordings.Count, clock.GetUtcNow()), config, FileMetrics.Parameters(order));
        using var progress = new RunProgress(errors, recordings.Count, clock);
        try
        {
            foreach (var path in recordings)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var recording = FolderOfRecordings.Take(path);
                if (recording is null)
                {
                    progress.Clear();
                    if (File.Exists(path)) await errors.WriteLineAsync($"{Path.GetFileName(path)} is in another process's hands, or cannot be read; left out.");
                    continue;
                }

                progress.Begin(Path.GetFileName(path));
                var (attempt, error) = await OneAsync(folder, recording, order, progress, cancellationToken);
                if (attempt.Model is not null) state.Configure(run, attempt.Model, FileMetrics.Device(order, attempt), FileMetrics.ComputeType(order, attempt));
                state.AddFile(FileMetrics.Of(run, path, order, attempt, error, clock.GetUtcNow()));
                progress.Clear();
                var result = sums.Add(Path.GetFileName(path), attempt, error);
                if (!quiet) await output.WriteLineAsync(Line(result));
            }
        }
        finally
        {
            // Also of a run that was broken off: what was done was done.
            sums.Store(state, run, clock.GetElapsedTime(start));
        }

        return sums.Summary(run, clock.GetElapsedTime(start));
    }

    private async Task<(FileAttempt Attempt, string? Error)> OneAsync(FolderOfRecordings folder, FileStream recording, RunOrder order, RunProgress progress, CancellationToken cancellationToken)
    {
        var path = recording.Name;
        state.Put(path, "pending", null);
        var attempt = await transcribe.RunAsync(path, order.Recipe, order.Environment, progress.Report, cancellationToken);
        var error = attempt.Error;
        if (attempt.Transcript is { } transcript)
        {
            var written = await Outputs.WriteAsync(transcript, order.Formats, folder.FullPath, Path.GetFileNameWithoutExtension(path), cancellationToken);
            if (!written.Ok) error = written.Error;
            else if (folder.MoveToProcessed(recording, written.Value) is { } unmoved) return (attempt, Record(path, unmoved));
        }

        if (error is null)
        {
            Record(path, null);
            return (attempt, null);
        }

        if (!File.Exists(path)) error = Error.NotFound("file", Path.GetFileName(path)) with { Message = $"File not found: {Path.GetFileName(path)}" };
        else if (folder.MoveToFailed(recording) is { } stuck) await errors.WriteLineAsync($"Warning: {stuck.Message}");
        return (attempt, Record(path, error));
    }

    private string? Record(string path, Error? error)
    {
        var text = error is null ? null : ErrorTypes.Describe(error);
        state.Put(path, text is null ? "completed" : "failed", text);
        return text;
    }

    private static string Line(FileResult result) => result.Error is { } error
        ? $"✗ {result.File}: {error}"
        : FormattableString.Invariant($"✓ {result.File}: {result.AudioSeconds:0.0} s in {result.Seconds:0.0} s{(result.TimesRealTime is { } speed ? FormattableString.Invariant($", {speed:0.0} x real time") : "")}");

    private sealed class Sums(string preset)
    {
        private readonly List<FileResult> _files = [];
        private TimeSpan _preprocess, _transcribe, _audio;

        public FileResult Add(string name, FileAttempt attempt, string? error)
        {
            var audio = error is null ? attempt.Transcript?.Duration : null;
            (_preprocess, _transcribe, _audio) = (_preprocess + attempt.Preprocess, _transcribe + attempt.Transcribe, _audio + (audio ?? TimeSpan.Zero));
            var result = new FileResult(name, error is null ? "completed" : "failed", error, audio?.TotalSeconds, attempt.Total.TotalSeconds, error is null ? attempt.Speed : null, attempt.Transcript?.Language);
            _files.Add(result);
            return result;
        }

        public RunSummary Summary(long? run, TimeSpan total) => new()
        {
            RunId = run,
            Preset = preset,
            Files = _files,
            TotalSeconds = total.TotalSeconds,
            PreprocessSeconds = _preprocess.TotalSeconds,
            TranscribeSeconds = _transcribe.TotalSeconds,
            AudioSeconds = _audio.TotalSeconds,
        };

        public void Store(StateFile state, long run, TimeSpan total)
        {
            var summary = Summary(run, total);
            var languages = _files.Where(f => f.Language is not null).GroupBy(f => f.Language!).ToDictionary(g => g.Key, g => (object?)g.Count());
            state.EndRun(run, summary.Succeeded, summary.Failed, total, _preprocess, _transcribe, _audio, summary.TimesRealTime, JsonSerializer.Serialize(new { languages }));
        }
    }
}
