using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Platform.Kernel.Results;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Listening;

/// <summary>
/// What engines that listen to pieces have in common: silence is skipped, the pieces are heard one after the other, what was not
/// said is left out, and times are put back to where they were in the audio.
/// </summary>
internal abstract class ChunkedSpeechToText(VoiceDetectors detectors, TimeProvider clock) : ISpeechToText
{
    private const int Backlog = 64;

    public abstract EngineInfo Info { get; }

    public abstract SpeechToTextCapabilities Capabilities { get; }

    /// <summary>In what pieces the engine wants the speech.</summary>
    protected abstract ChunkPlan Plan { get; }

    public abstract Task<EngineState> InspectAsync(CancellationToken cancellationToken);

    public async IAsyncEnumerable<SpeechEvent> TranscribeAsync(SpeechAudio audio, SpeechToTextRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(request);
        var events = Channel.CreateBounded<SpeechEvent>(Backlog);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = WriteAsync(events.Writer, audio, request, stop.Token);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken)) yield return happened;
        }
        finally
        {
            // Whoever leaves early, or cancels, does so only once the engine has stopped.
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await work;
    }

    /// <summary>Gets the engine ready for a request.</summary>
    protected abstract Task<Result<IChunkListener>> OpenAsync(SpeechToTextRequest request, CancellationToken cancellationToken);

    private async Task WriteAsync(ChannelWriter<SpeechEvent> events, SpeechAudio audio, SpeechToTextRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await ListenAsync(events, audio, request, cancellationToken);
            events.TryComplete();
        }
        catch (Exception e)
        {
            events.TryComplete(e);
            throw;
        }
    }

    private async Task ListenAsync(ChannelWriter<SpeechEvent> events, SpeechAudio audio, SpeechToTextRequest request, CancellationToken cancellationToken)
    {
        if (SpeechRequests.Check(Info, Capabilities, request) is { } wrong)
        {
            await events.WriteAsync(new SpeechEvent.Failed(wrong, request.StartAt), cancellationToken);
            return;
        }

        var opened = await OpenAsync(request, cancellationToken);
        if (!opened.Ok)
        {
            await events.WriteAsync(new SpeechEvent.Failed(opened.Error, request.StartAt), cancellationToken);
            return;
        }

        await using var listener = opened.Value;
        var run = new ListeningRun(listener, detectors, events, audio, request, Plan, Capabilities.InventsText, clock);
        await events.WriteAsync(new SpeechEvent.Started(Info.Id, listener.Model, listener.Details), cancellationToken);
        await events.WriteAsync(await run.FinishAsync(cancellationToken), cancellationToken);
    }
}
