namespace Platform.Transcription.Queue;

/// <summary>How far a run is, and how fast.</summary>
/// <param name="clock">The time.</param>
/// <param name="from">Where in the audio the run began.</param>
/// <param name="total">Length of the audio, where known.</param>
internal sealed class RunPace(TimeProvider clock, TimeSpan from, TimeSpan? total)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StoreEvery = TimeSpan.FromSeconds(2);
    private readonly TimeSpan _from = from;
    private readonly long _start = clock.GetTimestamp();
    private long _told;
    private long _stored;

    public TimeSpan At { get; private set; } = from;

    public TimeSpan? Total { get; private set; } = total;

    public string Phase { get; private set; } = "transcribing";

    /// <summary>0 to 1; 0 where the length is not known.</summary>
    public double Fraction => Total is { Ticks: > 0 } all ? Math.Clamp(At / all, 0, 1) : 0;

    /// <summary>Seconds of audio per second of work; null in the first moments.</summary>
    public double? Speed => clock.GetElapsedTime(_start) is var took && took > TimeSpan.FromMilliseconds(100) && At > _from ? Math.Round((At - _from) / took, 2) : null;

    /// <summary>What is left at this pace.</summary>
    public TimeSpan? Left => Total is { } all && Speed is > 0 and var speed && all > At ? (all - At) / speed : null;

    public void Reach(TimeSpan at, TimeSpan? total)
    {
        if (at > At) At = at;
        Total ??= total;
    }

    /// <summary>Whether it is time to tell the screens.</summary>
    public bool IsTimeToTell() => IsTime(ref _told, TellEvery);

    /// <summary>Whether it is time to write it down.</summary>
    public bool IsTimeToStore() => IsTime(ref _stored, StoreEvery);

    private bool IsTime(ref long last, TimeSpan every)
    {
        if (last != 0 && clock.GetElapsedTime(last) < every) return false;
        last = clock.GetTimestamp();
        return true;
    }
}
