using Platform.Kernel.Results;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs;

/// <summary>Opens the sound of a transcription, prepared as its recipe says.</summary>
internal sealed class RecordingAudio(AudioStore store, Preprocessor preprocessor)
{
    // The model of RNNoise is named by the variable that stt-faster has for it.
    private static readonly PreprocessingPlaces Places = new() { RnnoiseModel = Environment.GetEnvironmentVariable("STT_PREPROCESS_RNNOISE_MODEL") };

    public async Task<Result<PreparedAudio>> OpenAsync(TranscriptionItem item, CancellationToken cancellationToken) =>
        PathOf(item) is { } path && File.Exists(path)
            ? await preprocessor.OpenAsync(path, item.Recipe.Preprocessing, Places, item.Track, cancellationToken)
            : Error.Conflict("recording.gone", $"The recording '{item.Name}' is not there any more.");

    /// <summary>The file itself; null when it was deleted.</summary>
    public string? PathOf(TranscriptionItem item) => item.AudioFile is not { } file ? null : item.InPlace ? file : store.PathOf(file);
}
