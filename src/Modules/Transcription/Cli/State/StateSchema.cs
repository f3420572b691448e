namespace Platform.Transcription.Cli.State;

/// <summary>
/// The tables of stt-faster and how they came to be: its six migrations in order, each once, in a transaction, with the data kept. A file
/// in which a column is there already is no error.
/// </summary>
internal static class StateSchema
{
    private const string Text = "TEXT", Whole = "INTEGER", Real = "REAL";

    // Before any migration.
    private static readonly (string Name, string Type)[] FirstRuns =
    [
        ("input_folder", Text), ("preset", Text), ("language", Text), ("preprocess_enabled", Whole), ("files_found", Whole), ("succeeded", Whole), ("failed", Whole), ("total_processing_time", Real),
        ("total_preprocess_time", Real), ("total_transcribe_time", Real), ("total_audio_duration", Real), ("speed_ratio", Real), ("model_id", Text), ("device", Text), ("compute_type", Text),
    ];

    private static readonly (string Name, string Type)[] FirstFiles =
    [
        ("file_path", Text), ("file_name", Text), ("preset", Text), ("status", Text), ("requested_language", Text), ("applied_language", Text), ("detected_language", Text), ("language_probability", Real),
        ("audio_duration", Real), ("total_processing_time", Real), ("transcribe_duration", Real), ("preprocess_duration", Real), ("speed_ratio", Real), ("preprocess_enabled", Whole), ("preprocess_profile", Text),
        ("target_sample_rate", Whole), ("target_channels", Whole), ("snr_before", Real), ("snr_after", Real), ("error_message", Text),
    ];

    private static readonly (string Name, string Type)[] Rnnoise = [("rnnoise_model", Text), ("rnnoise_mix", Real)];

    private static readonly (string Name, string Type)[] Decoding =
    [
        ("beam_size", Whole), ("patience", Real), ("best_of", Whole), ("temperature", Text), ("temperature_increment", Real), ("chunk_length", Whole), ("word_timestamps", Whole), ("task", Text),
        ("condition_on_previous_text", Whole), ("compression_ratio_threshold", Real), ("log_prob_threshold", Real), ("no_speech_threshold", Real), ("length_penalty", Real), ("repetition_penalty", Real),
        ("no_repeat_ngram_size", Whole), ("suppress_tokens", Text), ("initial_prompt", Text), ("vad_filter", Whole), ("vad_threshold", Real), ("min_speech_duration_ms", Whole), ("max_speech_duration_s", Real),
        ("min_silence_duration_ms", Whole), ("speech_pad_ms", Whole),
    ];

    private static readonly (string Name, string Type)[] Preprocessing =
    [
        ("target_sample_rate", Whole), ("target_channels", Whole), ("volume_adjustment_db", Real), ("resampler", Text), ("sample_format", Text), ("loudnorm_preset", Text), ("loudnorm_target_i", Real),
        ("loudnorm_target_tp", Real), ("loudnorm_target_lra", Real), ("loudnorm_backend", Text), ("denoise_method", Text), ("denoise_library", Text), ("snr_estimation_method", Text),
    ];

    private static readonly (string Name, string Type)[] Files =
    [
        ("input_channels", Whole), ("input_sample_rate", Whole), ("input_format", Text), ("output_format", Text), ("float_precision", Whole), ("preprocess_steps_json", Text), ("model_id", Text), ("device", Text),
        ("compute_type", Text), ("engine", Text), .. Preprocessing.Where(c => c.Name is not ("target_sample_rate" or "target_channels")),
    ];

    /// <summary>Name and work of each; the first is version 1.</summary>
    public static IReadOnlyList<(string Name, Action<StateDatabase> Work)> Migrations { get; } =
    [
        ("add_rnnoise_columns", db =>
        {
            Add(db, "file_metrics", Rnnoise);
            Add(db, "runs", Rnnoise);
        }),
        ("add_file_metrics_columns", db => Add(db, "file_metrics", Files)),
        ("add_transcription_params_file_metrics", db => Add(db, "file_metrics", Decoding)),
        ("add_transcription_params_runs", db => Add(db, "runs", Decoding)),
        ("add_preprocessing_params_runs", db => Add(db, "runs", Preprocessing)),
        ("normalize_runs_schema", Normalize),
    ];

    /// <summary>Makes what is missing.</summary>
    public static void Migrate(StateDatabase db, DateTimeOffset now)
    {
        db.InTransaction(() => CreateFirst(db));
        for (var version = 1; version <= Migrations.Count; version++)
        {
            var (number, (_, work)) = (version, Migrations[version - 1]);

            // Asked within the transaction: another process may be migrating the same file.
            db.InTransaction(() =>
            {
                if (db.Scalar<long>("SELECT count(*) FROM schema_version WHERE version = $1", number) > 0) return;
                work(db);
                db.Execute("INSERT INTO schema_version (version, applied_at) VALUES ($1, $2)", number, now.ToString("O"));
            });
        }
    }

    private static void CreateFirst(StateDatabase db)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)");
        db.Execute("CREATE TABLE IF NOT EXISTS transcriptions (id INTEGER PRIMARY KEY, file_path TEXT NOT NULL UNIQUE, status TEXT NOT NULL, error_message TEXT)");
        if (db.Scalar<long>("SELECT count(*) FROM schema_version") > 0) return;
        db.Execute("CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL)");
        db.Execute("CREATE TABLE IF NOT EXISTS file_metrics (id INTEGER PRIMARY KEY, run_id INTEGER, recorded_at TEXT NOT NULL)");
        Add(db, "runs", FirstRuns);
        Add(db, "file_metrics", FirstFiles);
    }

    private static void Add(StateDatabase db, string table, IEnumerable<(string Name, string Type)> columns)
    {
        var there = db.Columns(table);
        foreach (var (name, type) in columns)
        {
            if (!there.Contains(name, StringComparer.OrdinalIgnoreCase)) db.Execute($"ALTER TABLE {table} ADD COLUMN {name} {type}");
        }
    }

    // What a run was made with becomes a row for each value; the run keeps what it came to.
    private static void Normalize(StateDatabase db)
    {
        db.Execute("CREATE TABLE IF NOT EXISTS run_configs (run_id INTEGER PRIMARY KEY, model_id TEXT, device TEXT, compute_type TEXT)");
        db.Execute("CREATE TABLE IF NOT EXISTS run_metrics (run_id INTEGER PRIMARY KEY, total_preprocess_time REAL, total_transcribe_time REAL, additional_metrics TEXT)");
        db.Execute("CREATE TABLE IF NOT EXISTS run_parameters (id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL, category TEXT NOT NULL, name TEXT NOT NULL, value TEXT, value_type TEXT)");
        var there = db.Columns("runs");
        if (there.Contains("model_id")) db.Execute("INSERT OR IGNORE INTO run_configs SELECT id, model_id, device, compute_type FROM runs WHERE model_id IS NOT NULL OR device IS NOT NULL");
        if (there.Contains("total_preprocess_time")) db.Execute("INSERT OR IGNORE INTO run_metrics SELECT id, total_preprocess_time, total_transcribe_time, NULL FROM runs");
        foreach (var (category, columns) in ((string, IEnumerable<(string Name, string Type)>)[])[("transcription", Decoding), ("preprocess", Preprocessing.Concat(Rnnoise))])
        {
            foreach (var (name, type) in columns.Where(c => there.Contains(c.Name)))
                db.Execute($"INSERT INTO run_parameters (run_id, category, name, value, value_type) SELECT id, $1, $2, CAST({name} AS TEXT), $3 FROM runs WHERE {name} IS NOT NULL", category, name, ValueType(type));
        }

        const string Kept = "id, recorded_at, input_folder, preset, language, preprocess_enabled, files_found, succeeded, failed, total_processing_time, total_audio_duration, speed_ratio";
        db.Execute("""
            CREATE TABLE runs_new (id INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, input_folder TEXT, preset TEXT, language TEXT, preprocess_enabled INTEGER, files_found INTEGER, succeeded INTEGER, failed INTEGER,
            total_processing_time REAL, total_audio_duration REAL, speed_ratio REAL)
            """);
        db.Execute($"INSERT INTO runs_new ({Kept}) SELECT {Kept} FROM runs");
        db.Execute("DROP TABLE runs");
        db.Execute("ALTER TABLE runs_new RENAME TO runs");
        db.Execute("CREATE INDEX file_metrics_run ON file_metrics (run_id)");
    }

    private static string ValueType(string type) => type switch { Whole => "int", Real => "float", _ => "str" };
}
