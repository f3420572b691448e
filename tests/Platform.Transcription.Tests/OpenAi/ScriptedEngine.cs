using System.Runtime.CompilerServices;
using Platform.Kernel.Results;
using Platform.Speech;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>Hears what it was told to, but reads the audio to its end as real engines do.</summary>
internal sealed class ScriptedEngine(params TranscriptSegment[] segments) : ISpeechToText
{
    public SpeechToTextRequest? Asked { get; private set; }

    /// <summary>Awaited before the first word, told how many are at it.</summary>
    public Func<CancellationToken, Task> BeforeHearing { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited between two segments.</summary>
    public Func<Task> Between { get; set; } = () => Task.CompletedTask;

    /// <summary>What it says instead of an end.</summary>
    public Error? Failure { get; set; }

    public EngineInfo Info { get; } = new("scripted", "Scripted", "For tests.");

    public SpeechToTextCapabilities Capabilities { get; set; } = new() { DetectsLanguage = true, WordTimes = true, Confidence = true, TranslatesToEnglish = true, Streaming = true };

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(EngineState.Good("Ready."));

    public async IAsyncEnumerable<SpeechEvent> TranscribeAsync(SpeechAudio audio, SpeechToTextRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked = request;
        await BeforeHearing(cancellationToken);
        var (samples, unreadable) = (0L, default(Error));
        try
        {
            await foreach (var block in audio.ReadAsync(TimeSpan.Zero, cancellationToken)) samples += block.Length;
        }
        catch (SpeechException e)
        {
            unreadable = e.Error;
        }

        if (unreadable is not null)
        {
            yield return new SpeechEvent.Failed(unreadable, TimeSpan.Zero);
            yield break;
        }

        if (request.Language is null) yield return new SpeechEvent.LanguageDetected("et", 0.9);
        foreach (var segment in segments)
        {
            yield return new SpeechEvent.Heard(request.WordTimes ? segment : segment with { Words = [] });
            await Between();
        }

        if (Failure is not null) yield return new SpeechEvent.Failed(Failure, TimeSpan.Zero);
        else yield return new SpeechEvent.Finished(new TranscriptionSummary { Audio = SpeechAudio.ToTime(samples), Speech = SpeechAudio.ToTime(samples), Took = TimeSpan.FromSeconds(1) });
    }
}
