using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Platform.Kernel.Results;
using Platform.Speech;

namespace Platform.Transcription.Tests.Support;

/// <summary>An engine that hears a word every ten seconds, as fast as a test lets it: one step for each permit.</summary>
internal sealed class ScriptedEngine : ISpeechToText
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private readonly Channel<int> _steps = Channel.CreateUnbounded<int>();

    public EngineInfo Info { get; } = new("scripted", "Scripted", "For tests.");

    public SpeechToTextCapabilities Capabilities { get; init; } = new() { Languages = ["en"], WordTimes = true };

    public int Steps { get; init; } = 6;

    public EngineState State { get; set; } = EngineState.Good("Ready.");

    /// <summary>Whether it listens to all of the audio before it says anything.</summary>
    public bool Listens { get; init; }

    /// <summary>What it fails with instead of its next step; once.</summary>
    public Error? Failure { get; set; }

    /// <summary>Samples it has listened to.</summary>
    public long Heard { get; private set; }

    /// <summary>Where each of its runs began.</summary>
    public List<TimeSpan> Starts { get; } = [];

    /// <summary>What it was asked for.</summary>
    public List<SpeechToTextRequest> Requests { get; } = [];

    public void Allow(int steps = 1000)
    {
        for (var step = 0; step < steps; step++) _steps.Writer.TryWrite(step);
    }

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(State);

    public async IAsyncEnumerable<SpeechEvent> TranscribeAsync(SpeechAudio audio, SpeechToTextRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (Starts)
        {
            Starts.Add(request.StartAt);
            Requests.Add(request);
        }

        yield return new SpeechEvent.Started(Info.Id, "script", new Dictionary<string, string>());
        if (Listens) await foreach (var block in audio.ReadAsync(request.StartAt, cancellationToken)) Heard += block.Length;
        for (var at = request.StartAt; at < Step * Steps; at += Step)
        {
            await _steps.Reader.ReadAsync(cancellationToken);
            if (Failure is { } failure)
            {
                Failure = null;
                yield return new SpeechEvent.Failed(failure, at);
                yield break;
            }

            var number = (int)(at / Step);
            yield return new SpeechEvent.Heard(new TranscriptSegment(at, at + Step, $"word {number}")
            {
                Words = [new TranscriptWord("word", at, at + TimeSpan.FromSeconds(1), 0.9), new TranscriptWord($"{number}", at + TimeSpan.FromSeconds(1), at + Step, 0.8)],
            });
            yield return new SpeechEvent.Progress(at + Step, at + Step, Step * Steps);
        }

        yield return new SpeechEvent.Finished(new TranscriptionSummary { Audio = Step * Steps - request.StartAt, Speech = Step * Steps, Took = TimeSpan.FromSeconds(1) });
    }
}
