using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs;

/// <summary>A recording that is open to be listened to.</summary>
internal sealed class OpenRecording(SpeechAudio audio) : IAsyncDisposable
{
    public SpeechAudio Audio { get; } = audio;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Opens the sound of a transcription, prepared as its recipe says.</summary>
internal sealed class RecordingAudio(AudioStore store, SpeechAudioFiles files)
{
    public Task<Result<OpenRecording>> OpenAsync(TranscriptionItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (PathOf(item) is not { } path || !File.Exists(path)) return Task.FromResult<Result<OpenRecording>>(Error.Conflict("recording.gone", $"The recording '{item.Name}' is not there any more."));
        return Task.FromResult<Result<OpenRecording>>(new OpenRecording(files.Open(path, item.Duration, item.Track)));
    }

    /// <summary>The file itself; null when it was deleted.</summary>
    public string? PathOf(TranscriptionItem item) => item.AudioFile is not { } file ? null : item.InPlace ? file : store.PathOf(file);
}
