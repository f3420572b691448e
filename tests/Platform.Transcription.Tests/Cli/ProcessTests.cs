using System.Text.Json;
using Microsoft.Data.Sqlite;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;

namespace Platform.Transcription.Tests.Cli;

public sealed class ProcessTests
{
    private static readonly string[] Small = ["--preset", "small"];

    /// <summary>ST-01.</summary>
    [Fact]
    public async Task Recordings_at_the_top_level_end_in_processed_with_their_transcripts()
    {
        await using var line = await ReadyAsync(new FakeEngine());
        await line.AddAsync("a.wav");
        await line.AddAsync("b.MP3", "-f", "mp3");
        await line.AddAsync("sub/c.wav");
        await File.WriteAllTextAsync(Path.Combine(line.Input, "notes.txt"), "mine");

        var (code, output, _) = await line.RunAsync(["process", line.Input, .. Small]);
        Assert.Equal(ExitCodes.Success, code);
        Assert.Equal(["a.txt", "a.wav", "b.MP3", "b.txt"], line.Names("processed"));
        Assert.Equal(["notes.txt"], line.Names());
        Assert.Equal(["c.wav"], line.Names("sub"));
        Assert.Empty(line.Names("failed"));
        Assert.Contains("Succeeded: 2, failed: 0", output, StringComparison.Ordinal);
        Assert.Equal("Tere õhtust, äike üle järve.\nLõpp.\n", await File.ReadAllTextAsync(Path.Combine(line.Input, "processed", "a.txt")));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(line.Input, "notes.txt")));
    }

    /// <summary>ST-02, ST-12, ST-13.</summary>
    [Fact]
    public async Task What_fails_goes_to_failed_and_is_told_by_exit_code_and_status_and_may_come_back()
    {
        var engine = new FakeEngine { Fails = n => n == 1 ? Error.Unavailable("speech.failed", "It broke.") : null };
        await using var line = await ReadyAsync(engine);
        Assert.Equal((0, "No files tracked in database\n"), Of(await line.RunAsync("status")));
        await line.AddAsync("a.wav");
        await line.AddAsync("b.wav");
        var (code, output, _) = await line.RunAsync(["process", line.Input, .. Small]);
        Assert.Equal(ExitCodes.Partial, code);
        Assert.Equal(["a.txt", "a.wav"], line.Names("processed"));
        Assert.Equal(["b.wav"], line.Names("failed"));
        Assert.Contains("✗ b.wav: TranscriptionProcessingError: It broke.", output, StringComparison.Ordinal);
        Assert.Contains("Succeeded: 1, failed: 1", output, StringComparison.Ordinal);

        var (_, status, _) = await line.RunAsync("status");
        Assert.Equal("completed: 1\nfailed: 1\n", status);
        var (_, verbose, _) = await line.RunAsync("status", "-v");
        Assert.Contains($"✗ {Path.Combine(line.Input, "b.wav")}: TranscriptionProcessingError: It broke.", verbose, StringComparison.Ordinal);
        Assert.Contains($"✓ {Path.Combine(line.Input, "a.wav")}\n", verbose, StringComparison.Ordinal);

        File.Move(Path.Combine(line.Input, "failed", "b.wav"), Path.Combine(line.Input, "b.wav"));
        Assert.Equal(ExitCodes.Success, (await line.RunAsync(["process", line.Input, .. Small])).Code);
        Assert.Equal(["a.txt", "a.wav", "b.txt", "b.wav"], line.Names("processed"));
        Assert.Equal("completed: 2\n", (await line.RunAsync("status")).Output);
    }

    /// <summary>ST-03.</summary>
    [Fact]
    public async Task What_is_no_folder_and_no_variant_is_refused_with_the_reason()
    {
        await using var line = await ReadyAsync(new FakeEngine());
        var file = await line.AddAsync("a.wav");
        foreach (var (arguments, reason) in ((string[], string)[])[([line.Input + "/none"], "does not exist"), ([file], "is not a directory"), ([line.Input, "--variant", "999"], "44 (volume_1_5db_beam_7_patience_1_2)"), ([line.Input, "--output-format", "docx"], "there are: txt, json")])
        {
            var (code, _, errors) = await line.RunAsync(["process", .. arguments, .. Small]);
            Assert.Equal((ExitCodes.Failure, true), (code, errors.Contains(reason, StringComparison.Ordinal)));
        }

        Assert.Equal(["a.wav"], line.Names());
    }

    /// <summary>ST-04, ST-05.</summary>
    [Fact]
    public async Task Without_a_preset_it_is_Estonian_by_force_and_both_files_are_written()
    {
        await using var line = await ReadyAsync(new FakeEngine(), CommandLine.EstonianModel);
        await line.AddAsync("a.wav");
        Assert.Equal(0, (await line.RunAsync("process", line.Input, "--output-format", "both")).Code);
        var text = await File.ReadAllTextAsync(Path.Combine(line.Input, "processed", "a.json"));
        Assert.Contains("\"text\": \"Tere õhtust, äike üle järve.\"", text, StringComparison.Ordinal);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(("et", true, "a.wav"), (json.GetProperty("language").GetString(), json.GetProperty("language_forced").GetBoolean(), json.GetProperty("audio").GetString()));
        Assert.Equal("et", json.GetProperty("transcribe_kwargs").GetProperty("language").GetString());
        Assert.Equal(["a.json", "a.txt", "a.wav"], line.Names("processed"));
        Assert.Equal("et-large", Value(line, "SELECT preset FROM runs"));
    }

    /// <summary>ST-05.</summary>
    [Theory]
    [InlineData("et-32", null, "et", true)]
    [InlineData("turbo", null, "fi", false)]
    [InlineData("et-32", "en", "en", true)]
    public async Task A_presets_language_counts_unless_another_is_given(string preset, string? given, string language, bool forced)
    {
        await using var line = await ReadyAsync(new FakeEngine(), CommandLine.EstonianModel, "faster-distil-whisper-large-v3");
        await line.AddAsync("a.wav");
        Assert.Equal(0, (await line.RunAsync(["process", line.Input, "--preset", preset, "--output-format", "json", .. given is null ? Array.Empty<string>() : ["--language", given]])).Code);
        var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(line.Input, "processed", "a.json"))).RootElement;
        Assert.Equal((language, forced), (json.GetProperty("language").GetString(), json.GetProperty("language_forced").GetBoolean()));
        if (!forced) Assert.Equal(0.877, json.GetProperty("language_probability").GetDouble());
        Assert.Equal(given, Value(line, "SELECT requested_language FROM file_metrics") as string);
        Assert.Equal(language, Value(line, "SELECT detected_language FROM file_metrics"));
    }

    /// <summary>ST-06.</summary>
    [Fact]
    public async Task An_unknown_preset_names_all_there_are_and_a_model_that_is_not_there_how_to_get_it()
    {
        await using var line = new CommandLine(new FakeEngine());
        await line.AddAsync("a.wav");
        var (code, _, errors) = await line.RunAsync("process", line.Input, "--preset", "xl");
        Assert.Equal(ExitCodes.Failure, code);
        foreach (var name in (string[])["et-large", "et-32", "turbo", "distil", "large8gb", "small"]) Assert.Contains(name, errors, StringComparison.Ordinal);
        Assert.Contains("platform models download small", (await line.RunAsync("process", line.Input, "--preset", "small")).Errors, StringComparison.Ordinal);
        Assert.Contains("platform models import ggml-whisper-large-v3-turbo-et-verbatim.bin", (await line.RunAsync("process", line.Input)).Errors, StringComparison.Ordinal);
        Assert.Equal(["a.wav"], line.Names());
        Assert.False(Directory.Exists(Path.Combine(line.Input, "failed")));
    }

    /// <summary>ST-07.</summary>
    [Fact]
    public async Task A_model_that_cannot_be_loaded_is_the_files_failure()
    {
        await using var line = await ReadyAsync(new FakeEngine { Fails = _ => Error.Unavailable("speech.model_invalid", "Whisper cannot use it.") });
        await line.AddAsync("a.wav");
        Assert.Equal(ExitCodes.Partial, (await line.RunAsync(["process", line.Input, .. Small])).Code);
        Assert.Equal(["a.wav"], line.Names("failed"));
        Assert.Equal("ModelLoadError: Whisper cannot use it.", Value(line, "SELECT error_message FROM transcriptions"));
    }

    /// <summary>ST-08.</summary>
    [Fact]
    public async Task The_device_is_recorded_and_a_processor_means_int8()
    {
        await using var line = await ReadyAsync(new FakeEngine());
        line.Variables["STT_DEVICE"] = "cpu/float16";
        await line.AddAsync("a.wav");
        Assert.Equal(0, (await line.RunAsync(["process", line.Input, .. Small])).Code);
        Assert.Equal("small cpu int8", Value(line, "SELECT model_id || ' ' || device || ' ' || compute_type FROM run_configs"));
    }

    /// <summary>ST-10.</summary>
    [Fact]
    public async Task The_engine_hears_of_one_option_when_one_is_set_and_the_rest_is_null()
    {
        var engine = new FakeEngine();
        await using var line = await ReadyAsync(engine, CommandLine.EstonianModel);
        line.Variables["STT_TRANSCRIBE_BEAM_SIZE"] = "7";
        await line.AddAsync("a.wav");
        Assert.Equal(0, (await line.RunAsync("process", line.Input, "--preset", "et-32")).Code);
        Assert.Equal(new Speech.DecodingOptions { BeamSize = 7 }, engine.Requests[0].Decoding);
        Assert.Equal("et", engine.Requests[0].Language);
        Assert.Equal(7L, Value(line, "SELECT beam_size FROM file_metrics"));
        Assert.Equal(0L, Value(line, "SELECT (patience IS NOT NULL) + (best_of IS NOT NULL) + (temperature IS NOT NULL) + (vad_threshold IS NOT NULL) + (no_speech_threshold IS NOT NULL) FROM file_metrics"));
        Assert.Equal("beam_size=7:int,language=et:str", Value(line, "SELECT group_concat(name || '=' || value || ':' || value_type) FROM (SELECT * FROM run_parameters WHERE category = 'transcription' ORDER BY name)"));
    }

    /// <summary>ST-11.</summary>
    [Theory]
    [InlineData("STT_TRANSCRIBE_BEAM_SIZE", "0", "beam_size")]
    [InlineData("STT_TRANSCRIBE_VAD_THRESHOLD", "1.5", "vad_threshold")]
    [InlineData("STT_PREPROCESS_TARGET_CH", "3", "target_ch")]
    public async Task A_wrong_variable_stops_it_before_a_file_is_touched(string variable, string value, string option)
    {
        var engine = new FakeEngine();
        await using var line = await ReadyAsync(engine);
        line.Variables[variable] = value;
        await line.AddAsync("a.wav");
        var (code, _, errors) = await line.RunAsync(["process", line.Input, .. Small]);
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains(option, errors, StringComparison.Ordinal);
        Assert.Equal(["a.wav"], line.Names());
        Assert.Empty(engine.Requests);
        Assert.False(File.Exists(line.Record));
    }

    [Fact]
    public async Task Another_recording_of_the_same_name_is_not_written_over_the_same_one_is()
    {
        await using var line = await ReadyAsync(new FakeEngine());
        await line.AddAsync("a.wav");
        await line.RunAsync(["process", line.Input, .. Small]);
        File.Copy(Path.Combine(line.Input, "processed", "a.wav"), Path.Combine(line.Input, "a.wav"));
        await line.RunAsync(["process", line.Input, .. Small]);
        Assert.Equal(["a.txt", "a.wav"], line.Names("processed"));
        await line.AddAsync("a.wav", "-af", "volume=0.5");
        await line.RunAsync(["process", line.Input, .. Small]);
        Assert.Equal(["a (2).txt", "a (2).wav", "a.txt", "a.wav"], line.Names("processed"));
    }

    [Fact]
    public async Task A_file_that_another_process_has_in_hand_is_left_alone()
    {
        var engine = new FakeEngine();
        await using var line = await ReadyAsync(engine);
        var file = await line.AddAsync("a.wav");
        using (Transcription.Cli.FolderOfRecordings.Take(file))
        {
            var (code, _, errors) = await line.RunAsync(["process", line.Input, .. Small]);
            Assert.Equal(0, code);
            Assert.Contains("a.wav is in another process's hands", errors, StringComparison.Ordinal);
        }

        Assert.Empty(engine.Requests);
        await line.RunAsync(["process", line.Input, .. Small]);
        Assert.Equal(["a.txt", "a.wav"], line.Names("processed"));
    }

    [Fact]
    public async Task The_record_shows_runs_with_their_figures()
    {
        await using var line = await ReadyAsync(new FakeEngine());
        await line.AddAsync("a.wav");
        await File.WriteAllTextAsync(Path.Combine(line.Input, "bad.wav"), "");
        var (code, output, _) = await line.RunAsync(["process", line.Input, "--output", "json", .. Small]);
        Assert.Equal(ExitCodes.Partial, code);
        var summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal((1, 1, 1), (summary.GetProperty("runId").GetInt32(), summary.GetProperty("succeeded").GetInt32(), summary.GetProperty("failed").GetInt32()));
        Assert.Equal("FileProcessingError: bad.wav is empty.", summary.GetProperty("files")[1].GetProperty("error").GetString());

        var (_, recent, _) = await line.RunAsync("db", "recent", "-n", "5");
        Assert.Contains("small", recent, StringComparison.Ordinal);
        var (shown, show, _) = await line.RunAsync("db", "show", "1", "-t", "Europe/Tallinn");
        Assert.Equal(0, shown);
        Assert.Contains("bad.wav", show, StringComparison.Ordinal);
        var run = JsonDocument.Parse((await line.RunAsync("db", "show", "--output", "json")).Output).RootElement;
        Assert.Equal(2, run.GetProperty("files").GetArrayLength());
        Assert.Equal(0.5, run.GetProperty("files")[0].GetProperty("audio_duration").GetDouble());
        Assert.Equal(16_000, run.GetProperty("files")[0].GetProperty("input_sample_rate").GetInt32());
        Assert.Equal(ExitCodes.Failure, (await line.RunAsync("db", "show", "99")).Code);
        Assert.Equal(ExitCodes.Failure, (await line.RunAsync("db", "show", "-t", "Nowhere")).Code);
    }

    [Fact]
    public async Task Spoken_words_come_back_as_subtitles_by_the_engine_that_needs_no_model()
    {
        await using var line = new CommandLine();
        var file = await line.Tools.SpeakAsync("in/news.mp3", "-t", "5.6");
        var (code, _, errors) = await line.RunAsync("file", file, "--preset", "draft-en", "--output-format", "srt,txt");
        Assert.True(code == 0, errors);
        Assert.Equal(["news.mp3", "news.srt", "news.txt"], line.Names());
        var text = await File.ReadAllTextAsync(Path.Combine(line.Input, "news.txt"));
        Assert.InRange(Transcription.Variants.EditDistance.Wer("The weather will be cold and cloudy in the morning. The president will speak to the people at nine o'clock.", text), 0, 0.3);
        var seconds = await line.Tools.RunAsync("ffprobe", "-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", Path.Combine(line.Input, "news.srt"));
        Assert.NotEmpty(seconds.Trim());
    }

    private static async Task<CommandLine> ReadyAsync(FakeEngine engine, params string[] models)
    {
        var line = new CommandLine(engine);
        foreach (var model in (string[])["small", .. models]) line.Install(model);
        await Task.CompletedTask;
        return line;
    }

    private static (int Code, string Output) Of((int Code, string Output, string Errors) run) => (run.Code, run.Output);

    private static object? Value(CommandLine line, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={line.Record};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
