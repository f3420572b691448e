using Platform.Media.Players;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Listening;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Player;

/// <summary>
/// Phase 2: plays the stream in a real player, beside phase 3 and from the same bytes, so that the station sees one listener
/// and the check takes no longer than the playing.
/// </summary>
internal sealed class PlayerCheck(StreamPlayer player)
{
    private const int MaxSampleBytes = 4 * 1024 * 1024;

    /// <summary>Starts playing what the request's capture takes in; the capture is completed by whoever fills it.</summary>
    /// <param name="facts">What the check knows so far, with a capture.</param>
    /// <param name="beginning">What the stream is.</param>
    /// <param name="filled">Completes when no more will come: a test that has no player by then is skipped.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<PlayerTest> PlayAsync(CheckFacts facts, StreamBeginning beginning, Task filled, CancellationToken cancellationToken)
    {
        if (beginning.Format is not { } format) return PlayerFacts.Skip("Bytes of no known format are not given to a player");
        await using var encoded = facts.Request.Capture!.ReadAlong();
        var request = new PlayerRequest
        {
            Duration = TimeSpan.FromSeconds(facts.Request.SampleSeconds),
            SampleRate = format.Audio.SampleRateHz,
        };
        return PlayerFacts.Of(await player.PlayAsync(encoded, request, filled, cancellationToken), facts);
    }

    /// <summary>The test that says why there is none; null when there can be one.</summary>
    public PlayerTest? Unavailable() => player.WhyUnavailable() is { } reason ? PlayerFacts.Skip(reason) : null;

    /// <summary>A place for the bytes of a check whose caller wants none; null when the caller has one.</summary>
    public static SampleCapture? Capture(CheckRequest request) => request.Capture is null ? new SampleCapture(MaxSampleBytes) : null;

    /// <summary>Without phase 3 nobody else reads the stream: reads on until the player has had enough.</summary>
    public static async Task FeedAsync(StreamBeginning beginning, FlowStream rest, SampleCapture capture, Task playing, CancellationToken cancellationToken)
    {
        var block = new byte[16 * 1024];
        capture.Add(beginning.Bytes.Span);
        while (!playing.IsCompleted && !capture.IsFull && await rest.ReadAsync(block, cancellationToken) is > 0 and var count) capture.Add(block.AsSpan(0, count));
    }
}
