using Platform.Transcription.Cli.State;

namespace Platform.Transcription.Tests.Cli;

public sealed class StateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>ST-15.</summary>
    [Fact]
    public void An_older_record_is_migrated_once_in_order_and_keeps_its_data()
    {
        using var tools = new Tools();
        var path = tools.PathOf("old.db");
        using (var old = new StateDatabase(path))
        {
            old.Execute("CREATE TABLE transcriptions (id INTEGER PRIMARY KEY, file_path TEXT NOT NULL UNIQUE, status TEXT NOT NULL, error_message TEXT)");
            old.Execute("CREATE TABLE runs (id INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, input_folder TEXT, preset TEXT, language TEXT, preprocess_enabled INTEGER, files_found INTEGER, succeeded INTEGER, failed INTEGER, total_processing_time REAL, total_preprocess_time REAL, total_transcribe_time REAL, total_audio_duration REAL, speed_ratio REAL, model_id TEXT, device TEXT, compute_type TEXT, beam_size INTEGER)");
            old.Execute("CREATE TABLE file_metrics (id INTEGER PRIMARY KEY, run_id INTEGER, recorded_at TEXT NOT NULL, file_path TEXT, rnnoise_model TEXT)");
            old.Execute("INSERT INTO transcriptions (file_path, status) VALUES ('/a.wav', 'completed')");
            old.Execute("INSERT INTO runs VALUES (7, '2025-01-01T00:00:00', '/in', 'turbo', 'en', 1, 2, 2, 0, 12.5, 2.5, 10, 60, 6, 'large', 'cuda', 'float16', 5)");
            old.Execute("INSERT INTO file_metrics VALUES (1, 7, '2025-01-01T00:00:00', '/a.wav', 'sh.rnnn')");
        }

        using (var state = StateFile.Open(path, Now).Value)
        {
            var run = state.Run(7)!;
            Assert.Equal(("turbo", "large", "cuda", "float16", 2.5), (run["preset"], run["model_id"], run["device"], run["compute_type"], run["total_preprocess_time"]));
            Assert.Equal([("transcription", "beam_size", "5", "int")], state.Parameters(7).Select(p => ((string)p["category"]!, (string)p["name"]!, (string)p["value"]!, (string)p["value_type"]!)));
            Assert.Equal("sh.rnnn", Assert.Single(state.Files(7))["rnnoise_model"]);
            Assert.Equal([new TrackedFile("/a.wav", "completed", null)], state.Tracked());
        }

        using (StateFile.Open(path, Now.AddDays(1)).Value)
        {
            // A second start does nothing.
        }

        using var db = new StateDatabase(path);
        Assert.Equal([1L, 2, 3, 4, 5, 6], db.Rows("SELECT version, applied_at FROM schema_version ORDER BY applied_at, version").Select(r => (long)r["version"]!));
        Assert.Equal(1L, db.Scalar<long>("SELECT count(DISTINCT applied_at) FROM schema_version"));
        Assert.Equal(["id", "recorded_at", "input_folder", "preset", "language", "preprocess_enabled", "files_found", "succeeded", "failed", "total_processing_time", "total_audio_duration", "speed_ratio"], db.Columns("runs"));
        Assert.InRange(db.Columns("file_metrics").Count, 65, 80);
    }

    [Fact]
    public async Task Several_processes_may_make_the_same_record_at_once()
    {
        using var tools = new Tools();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() =>
        {
            using var state = StateFile.Open(tools.PathOf("new/state.db"), Now).Value;
            state.Put($"/{n}.wav", "completed", null);
        })));
        using var whole = StateFile.Open(tools.PathOf("new/state.db"), Now).Value;
        Assert.Equal(6, whole.Tracked().Count);
    }

    [Fact]
    public async Task A_record_of_DuckDB_and_one_that_is_none_are_left_as_they_are()
    {
        using var tools = new Tools();
        byte[] duck = [1, 2, 3, 4, 5, 6, 7, 8, .. "DUCK"u8, .. new byte[100]];
        await File.WriteAllBytesAsync(tools.PathOf("duck.db"), duck);
        var error = StateFile.Open(tools.PathOf("duck.db"), Now).Error;
        Assert.Equal("transcription.state_unusable", error?.Code);
        Assert.Contains("DuckDB", error!.Message, StringComparison.Ordinal);
        Assert.Equal(duck, await File.ReadAllBytesAsync(tools.PathOf("duck.db")));

        await File.WriteAllTextAsync(tools.PathOf("text.db"), string.Concat(Enumerable.Repeat("this is no database ", 50)));
        Assert.Equal("transcription.state_unusable", StateFile.Open(tools.PathOf("text.db"), Now).Error?.Code);
    }
}
