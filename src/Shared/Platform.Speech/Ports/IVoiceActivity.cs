namespace Platform.Speech;

/// <summary>Tells speech from silence.</summary>
public interface IVoiceActivity : ISpeechEngine
{
    /// <summary>The stretches of speech, in order, as they are known; constant memory.</summary>
    /// <exception cref="SpeechException">The audio could not be read, or the engine failed.</exception>
    IAsyncEnumerable<SpeechRegion> DetectAsync(SpeechAudio audio, VoiceOptions options, CancellationToken cancellationToken);
}

/// <summary>A stretch of speech, from the beginning of the audio.</summary>
public readonly record struct SpeechRegion(TimeSpan Start, TimeSpan End)
{
    public TimeSpan Length => End - Start;
}
