using System.Text.Json;
using Platform.Kernel.Api;
using Platform.Transcription.Formats;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Cli;

/// <summary>What is recorded of a file and of a run, by the columns of stt-faster. What was left to an engine's own choice is null.</summary>
internal static class FileMetrics
{
    private const int FloatDecimals = 3;

    /// <summary>Columns of <c>file_metrics</c>.</summary>
    public static Dictionary<string, object?> Of(long run, string path, RunOrder order, FileAttempt attempt, string? error, DateTimeOffset now)
    {
        var (recipe, track) = (order.Recipe, attempt.Prepared?.Facts.Tracks[0]);
        var row = new Dictionary<string, object?>
        {
            ["run_id"] = run,
            ["recorded_at"] = now.ToString("O"),
            ["file_path"] = path,
            ["file_name"] = Path.GetFileName(path),
            ["preset"] = order.Preset,
            ["status"] = error is null ? "completed" : "failed",
            ["error_message"] = error,
            ["requested_language"] = order.Language,
            ["applied_language"] = recipe.Language,
            ["detected_language"] = attempt.Transcript?.Language,
            ["language_probability"] = attempt.Transcript?.LanguageProbability,
            ["audio_duration"] = (attempt.Transcript?.Duration ?? attempt.Prepared?.Facts.Duration)?.TotalSeconds,
            ["total_processing_time"] = attempt.Total.TotalSeconds,
            ["transcribe_duration"] = attempt.Transcribe.TotalSeconds,
            ["preprocess_duration"] = attempt.Preprocess.TotalSeconds,
            ["speed_ratio"] = attempt.Speed,
            ["snr_before"] = attempt.Prepared?.SnrBeforeDb,
            ["snr_after"] = attempt.Prepared?.SnrAfterDb,
            ["input_channels"] = track?.Channels,
            ["input_sample_rate"] = track?.SampleRate,
            ["input_format"] = attempt.Prepared?.Facts.Container,
            ["output_format"] = string.Join(',', order.Formats.Select(f => f.Name())),
            ["float_precision"] = FloatDecimals,
            ["engine"] = attempt.Engine,
            ["model_id"] = attempt.Model,
            ["device"] = Device(order, attempt),
            ["compute_type"] = ComputeType(order, attempt),
            ["preprocess_steps_json"] = JsonSerializer.Serialize(recipe.Preprocessing.Active, ApiJson.Options),
        };
        foreach (var (name, value) in Preprocessing(order)) row[name] = value;
        foreach (var (name, value) in Decoding(order)) row[name] = value;
        return row;
    }

    /// <summary>Columns of <c>runs</c> that are known at its beginning.</summary>
    public static Dictionary<string, object?> Run(string folder, RunOrder order, int files, DateTimeOffset now) => new()
    {
        ["recorded_at"] = now.ToString("O"),
        ["input_folder"] = folder,
        ["preset"] = order.Preset,
        ["language"] = order.Recipe.Language,
        ["preprocess_enabled"] = order.Recipe.Preprocessing.Enabled ? 1 : 0,
        ["files_found"] = files,
    };

    /// <summary>Rows of <c>run_parameters</c>.</summary>
    public static IEnumerable<(string Category, string Name, object? Value)> Parameters(RunOrder order) =>
    [
        .. Preprocessing(order).Where(p => p.Value is not null).Select(p => ("preprocess", p.Key, p.Value)),
        .. DecodingArguments.Of(order.Recipe, order.Environment.Explicit).Select(p => ("transcription", p.Key, p.Value)),
        .. (IEnumerable<(string, string, object?)>)[("model", "engine", order.Recipe.Engine), ("model", "model_id", order.Recipe.Model)],
    ];

    public static string? Device(RunOrder order, FileAttempt? attempt = null) => attempt?.Details.GetValueOrDefault("device") ?? order.Environment.Device?.Device;

    public static string? ComputeType(RunOrder order, FileAttempt? attempt = null) =>
        order.Environment.Device is { } device ? Device(order, attempt) == "cpu" ? "int8" : device.ComputeType : null;

    // "language" has columns of its own.
    private static IEnumerable<KeyValuePair<string, object?>> Decoding(RunOrder order) =>
        DecodingArguments.Of(order.Recipe, order.Environment.Explicit).Where(p => p.Key != "language");

    private static Dictionary<string, object?> Preprocessing(RunOrder order)
    {
        var options = order.Recipe.Preprocessing;
        var (loudness, noise, volume) = (Loudness(options), options.Active.SelectMany(s => s.Operations).OfType<SoundOperation.Rnnoise>().FirstOrDefault(), options.Find<VolumeStep>());
        var (target, gate) = (LoudnessStep.Lufs(loudness), options.Active.Any(s => s is DenoiseStep or CustomDenoiseStep));
        return new Dictionary<string, object?>
        {
            ["preprocess_enabled"] = options.Enabled,
            ["preprocess_profile"] = "cpu",
            ["target_sample_rate"] = 16_000,
            ["target_channels"] = 1,
            ["resampler"] = "soxr",
            ["sample_format"] = "flt",
            ["rnnoise_model"] = noise is null ? null : order.Environment.Places.RnnoiseModel,
            ["rnnoise_mix"] = noise?.Mix,
            ["loudnorm_preset"] = loudness switch { LoudnessPreset.Default => "default", LoudnessPreset.BoostQuietVoices => "boost-quiet-voices", _ => null },
            ["loudnorm_target_i"] = target,
            ["loudnorm_target_tp"] = target is null ? null : StepFilters.PeakDb,
            ["loudnorm_backend"] = target is null ? null : "linear",
            ["volume_adjustment_db"] = volume?.VolumeDb,
            ["denoise_method"] = gate ? "spectral_gate" : null,
            ["denoise_library"] = gate ? "platform" : null,
            ["snr_estimation_method"] = "frame_rms_p10",
        };
    }

    private static LoudnessPreset Loudness(PreprocessingOptions options) => options.Find<LoudnessStep>()?.Preset ?? options.Find<FfmpegStep>()?.Loudness ?? LoudnessPreset.None;
}
