using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Scheduling;

namespace Platform.Transcription.OpenAi;

/// <summary>
/// How many requests are worked on at once: as many as the speech lane of this node has room for. The others wait, first come first
/// served, for a bounded time and in a bounded number. The lane's own work is not waited for: it takes hours, and somebody is waiting here.
/// </summary>
internal sealed class SpeechPlaces(IOptionsMonitor<LaneOptions> lanes, IOptionsMonitor<OpenAiSettings> settings, TimeProvider clock)
{
    /// <summary>When a refused client should come back.</summary>
    public static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private int _taken;

    private int Room => lanes.CurrentValue.Limits(Environment.ProcessorCount)[Lanes.Speech];

    /// <summary>Waits for a place; dispose of it to give it back.</summary>
    /// <returns>The place, or <c>speech.lane_off</c>, <c>speech.busy</c>.</returns>
    public async Task<Result<Place>> EnterAsync(CancellationToken cancellationToken)
    {
        if (Room == 0)
            return Error.Unavailable("speech.lane_off", "This node does not do speech: its speech lane is 0 (Scheduling:Lanes:Speech). Ask another node.");
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_waiting.Count == 0 && _taken < Room)
            {
                _taken++;
                return new Place(this);
            }

            if (_waiting.Count >= settings.CurrentValue.MostWaiting) return Busy();
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(turn);
        }

        return await WaitAsync(turn, cancellationToken);
    }

    private async Task<Result<Place>> WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn.Task.WaitAsync(TimeSpan.FromSeconds(settings.CurrentValue.WaitSeconds), clock, cancellationToken);
            return new Place(this);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Given at the last moment: it is the next one's.
            if (!Leave(turn)) Release();
            cancellationToken.ThrowIfCancellationRequested();
            return Busy();
        }
    }

    private bool Leave(TaskCompletionSource turn)
    {
        lock (_gate) return _waiting.Remove(turn);
    }

    private void Release()
    {
        lock (_gate)
        {
            _taken--;
            while (_taken < Room && _waiting.First is { } next)
            {
                _waiting.RemoveFirst();
                _taken++;
                next.Value.SetResult();
            }
        }
    }

    private Error Busy() => new(ErrorKind.TooMany, "speech.busy", $"This node works on {Room} request(s) at once and others are waiting already. Try again in {ComeBack.TotalSeconds:0} s.");

    /// <summary>The right to use an engine.</summary>
    internal sealed class Place(SpeechPlaces places) : IDisposable
    {
        private SpeechPlaces? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
