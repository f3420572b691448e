using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Platform.Kernel.Results;

namespace Platform.Transcription.Cli.State;

/// <summary>
/// The command line's record of what it did: a SQLite file of its own with the tables of stt-faster, because the command works without
/// the service and for people who may not read the service's data. It is never asked whether to process a file: where the file lies says that.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private const string FileName = "transcribe_state.db";
    private readonly StateDatabase _db;

    private StateFile(StateDatabase db) => _db = db;

    /// <summary><c>$XDG_DATA_HOME/stt-faster/transcribe_state.db</c>, by default below <c>~/.local/share</c>.</summary>
    public static string DefaultPath
    {
        get
        {
            var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".local", "share");
            return Path.Combine(data, "stt-faster", FileName);
        }
    }

    /// <returns>The file, made or migrated, or <c>transcription.state_unusable</c>.</returns>
    public static Result<StateFile> Open(string path, DateTimeOffset now)
    {
        try
        {
            if (IsDuckDb(path)) return Unusable(path, "it is a DuckDB file of stt-faster, which cannot be read here. Name another with --db-path; stt-faster's stays as it is");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var db = new StateDatabase(path);
            try
            {
                StateSchema.Migrate(db, now);
                return new StateFile(db);
            }
            catch
            {
                db.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return Unusable(path, e.Message);
        }
    }

    /// <summary>What became of a file; a file is one row, however often it is processed.</summary>
    public void Put(string filePath, string status, string? error) => _db.Execute(
        "INSERT INTO transcriptions (file_path, status, error_message) VALUES ($1, $2, $3) ON CONFLICT (file_path) DO UPDATE SET status = excluded.status, error_message = excluded.error_message",
        filePath, status, error);

    public IReadOnlyList<TrackedFile> Tracked() =>
        [.. _db.Rows("SELECT file_path, status, error_message FROM transcriptions ORDER BY file_path").Select(r => new TrackedFile((string)r["file_path"]!, (string)r["status"]!, (string?)r["error_message"]))];

    /// <summary>A run has begun; its sums come with <see cref="EndRun"/>.</summary>
    public long BeginRun(IReadOnlyDictionary<string, object?> run, IReadOnlyDictionary<string, object?> config, IEnumerable<(string Category, string Name, object? Value)> parameters)
    {
        var id = 0L;
        _db.InTransaction(() =>
        {
            id = _db.Insert("runs", run);
            _db.Insert("run_configs", new Dictionary<string, object?>(config) { ["run_id"] = id });
            foreach (var (category, name, value) in parameters)
                _db.Execute("INSERT INTO run_parameters (run_id, category, name, value, value_type) VALUES ($1, $2, $3, $4, $5)", id, category, name, Plain(value), TypeOf(value));
        });
        return id;
    }

    public void EndRun(long id, int succeeded, int failed, TimeSpan total, TimeSpan preprocess, TimeSpan transcribe, TimeSpan audio, double? speed, string additional) => _db.InTransaction(() =>
    {
        _db.Execute(
            "UPDATE runs SET succeeded = $2, failed = $3, total_processing_time = $4, total_audio_duration = $5, speed_ratio = $6 WHERE id = $1",
            id, succeeded, failed, Round(total.TotalSeconds), Round(audio.TotalSeconds), Round(speed));
        _db.Execute("INSERT OR REPLACE INTO run_metrics VALUES ($1, $2, $3, $4)", id, Round(preprocess.TotalSeconds), Round(transcribe.TotalSeconds), additional);
    });

    /// <summary>Which engine and model it was, once that is known.</summary>
    public void Configure(long id, string? model, string? device, string? computeType) =>
        _db.Execute("UPDATE run_configs SET model_id = coalesce($2, model_id), device = coalesce($3, device), compute_type = coalesce($4, compute_type) WHERE run_id = $1", id, model, device, computeType);

    public void AddFile(IReadOnlyDictionary<string, object?> metrics) => _db.Insert("file_metrics", metrics.ToDictionary(m => m.Key, m => m.Value is double number ? Round(number) : Plain(m.Value)));

    public IReadOnlyList<Dictionary<string, object?>> Runs(int count) => _db.Rows(
        "SELECT r.*, c.model_id, c.device, c.compute_type, m.total_preprocess_time, m.total_transcribe_time, m.additional_metrics FROM runs r LEFT JOIN run_configs c ON c.run_id = r.id LEFT JOIN run_metrics m ON m.run_id = r.id ORDER BY r.id DESC LIMIT $1",
        count);

    public Dictionary<string, object?>? Run(long? id) => id is null ? Runs(1) is [var last, ..] ? last : null : Runs(int.MaxValue).FirstOrDefault(r => r["id"] is long found && found == id);

    public IReadOnlyList<Dictionary<string, object?>> Parameters(long run) => _db.Rows("SELECT category, name, value, value_type FROM run_parameters WHERE run_id = $1 ORDER BY category, name", run);

    public IReadOnlyList<Dictionary<string, object?>> Files(long run) => _db.Rows("SELECT * FROM file_metrics WHERE run_id = $1 ORDER BY id", run);

    public void Dispose() => _db.Dispose();

    private static object? Plain(object? value) => value switch
    {
        bool truth => truth ? 1 : 0,
        double[] list => string.Join(',', list.Select(v => v.ToString(CultureInfo.InvariantCulture))),
        double number => number,
        _ => value,
    };

    private static string TypeOf(object? value) => value switch { bool => "bool", int or long => "int", double => "float", null => "null", double[] => "list", _ => "str" };

    private static double? Round(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 3) : null;

    // A DuckDB file has its four letters after an eight-byte checksum.
    private static bool IsDuckDb(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        var head = new byte[12];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && Encoding.ASCII.GetString(head, 8, 4) == "DUCK";
    }

    private static Error Unusable(string path, string reason) => Error.Unavailable("transcription.state_unusable", $"The record {path} cannot be used: {reason}.");
}

/// <summary>A file the command line has had in hand.</summary>
/// <param name="Path">Where it lay when it was processed.</param>
/// <param name="Status"><c>completed</c> or <c>failed</c>; <c>pending</c> while it is worked on.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record TrackedFile(string Path, string Status, string? Error);
