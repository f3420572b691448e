using System.Net;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>How many are worked on at once.</summary>
public class PlaceTests
{
    [Fact]
    public async Task A_node_without_speech_says_so()
    {
        await using var door = await Door.OpenAsync(Said.Engine(), places: 0);
        using var answer = await door.TranscribeAsync(("model", "whisper-1"));
        var message = await answer.AssertErrorAsync(HttpStatusCode.ServiceUnavailable, "server_error", null, "speech.lane_off");
        Assert.Contains("Scheduling:Lanes:Speech", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_wait_their_turn_and_those_over_the_number_are_sent_away()
    {
        var engine = Said.Engine();
        var (go, entered, most, now) = (new TaskCompletionSource(), new SemaphoreSlim(0), 0, 0);
        engine.BeforeHearing = async cancel =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            entered.Release();
            await go.Task.WaitAsync(cancel);
            Interlocked.Decrement(ref now);
        };
        await using var door = await Door.OpenAsync(engine, places: 1, settings: s => s.MostWaiting = 1);
        var first = door.TranscribeAsync(("model", "whisper-1"));
        await entered.WaitAsync();

        // Of two more, one may wait; which of them is a matter of milliseconds.
        var others = new[] { door.TranscribeAsync(("model", "whisper-1")), door.TranscribeAsync(("model", "whisper-1")) };
        using var refused = await await Task.WhenAny(others);
        await refused.AssertErrorAsync(HttpStatusCode.TooManyRequests, "requests", null, "rate_limit_exceeded");
        Assert.Equal("10", refused.Headers.RetryAfter?.ToString());
        go.SetResult();
        using var answered = await first;
        var done = await Task.WhenAll(others);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], done.Select(d => d.StatusCode).Order());
        Assert.Equal(1, most);
        Assert.Equal(0, door.FilesKept);
    }

    [Fact]
    public async Task Whoever_waits_too_long_is_told_when_to_come_back()
    {
        var engine = Said.Engine();
        var (go, entered) = (new TaskCompletionSource(), new SemaphoreSlim(0));
        engine.BeforeHearing = async cancel =>
        {
            entered.Release();
            await go.Task.WaitAsync(cancel);
        };
        await using var door = await Door.OpenAsync(engine, places: 1, settings: s => s.WaitSeconds = 0);
        var first = door.TranscribeAsync(("model", "whisper-1"));
        await entered.WaitAsync();
        using var second = await door.TranscribeAsync(("model", "whisper-1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        go.SetResult();
        using var answered = await first;
        using var third = await door.TranscribeAsync(("model", "whisper-1"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answered.StatusCode, third.StatusCode));
    }

    [Fact]
    public async Task A_client_that_hangs_up_gives_its_place_back()
    {
        var engine = Said.Engine();
        var (entered, stopped) = (new SemaphoreSlim(0), new TaskCompletionSource());
        engine.BeforeHearing = async cancel =>
        {
            entered.Release();
            await using var told = cancel.Register(() => stopped.TrySetResult());
            await Task.Delay(Timeout.Infinite, cancel);
        };
        await using var door = await Door.OpenAsync(engine, places: 1);
        using var hangUp = new CancellationTokenSource();
        var first = door.Http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), Door.Form(("model", "whisper-1")), hangUp.Token);
        await entered.WaitAsync();
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
        engine.BeforeHearing = _ => Task.CompletedTask;
        using var second = await door.TranscribeAsync(("model", "whisper-1"));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }
}
