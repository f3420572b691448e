using Platform.Kernel.Results;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Queue;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Inputs;

/// <summary>Opens the sound of a transcription, prepared as its recipe says.</summary>
internal sealed class RecordingAudio(AudioStore store, Preprocessor preprocessor, ThisNode node)
{
    /// <summary>Code of the error that another node has the recording.</summary>
    public const string Elsewhere = "recording.elsewhere";

    // The model of RNNoise is named by the variables that stt-faster has for it.
    private static readonly PreprocessingPlaces Places = new()
    {
        RnnoiseModel = Variable(SttPreprocessing.Prefix + "RNNOISE_MODEL"),
        RnnoiseModelUrl = Variable(SttPreprocessing.ModelUrl),
    };

    public async Task<Result<PreparedAudio>> OpenAsync(TranscriptionItem item, CancellationToken cancellationToken) =>
        PathOf(item) is { } path && File.Exists(path)
            ? await preprocessor.OpenAsync(path, item.Recipe.Preprocessing, Places, item.Track, cancellationToken)
            : node.IsAnother(item.AudioNode)
                ? Error.Unavailable(Elsewhere, $"The recording is on node {item.AudioNode}; node {node.Name} has not got that folder. It is left to {item.AudioNode}: with a data folder that all nodes share (Storage:DataPath) any could take it.")
                : Error.Conflict("recording.gone", $"The recording '{item.Name}' is not there any more.");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The file itself; null when it was deleted.</summary>
    public string? PathOf(TranscriptionItem item) => item.AudioFile is not { } file ? null : item.InPlace ? file : store.PathOf(file);
}
