using System.Net;
using System.Net.ServerSentEvents;
using Platform.Host.Tests.Support;
using Platform.Kernel.Live;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Api;

public sealed class EventStreamTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly CancellationToken _limit = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync(settings: ("Api:EventStreamsPerCaller", "2"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_happens_is_told_as_it_happens()
    {
        using var client = await _host.ProgramAsync();
        await using var stream = await OpenAsync(client, "/api/v1/events");
        Publish("stream.checked", "s1", ("state", "down"));
        var told = await NextAsync(stream);
        Assert.Equal("stream.checked", told.EventType);
        Assert.NotNull(told.EventId);
        Assert.Equal("""{"topic":"stream.checked","subjectId":"s1","at":"2026-03-01T12:00:00Z","data":{"state":"down"}}""", told.Data);
    }

    [Fact]
    public async Task Topics_and_subject_choose()
    {
        using var client = await _host.ProgramAsync();
        await using var stream = await OpenAsync(client, "/api/v1/events?topics=stream.*,job.done&subject=s1");
        Publish("job.progress", "s1");
        Publish("stream.checked", "s2");
        Publish("stream.added", "s1");
        Assert.Equal("stream.added", (await NextAsync(stream)).EventType);
    }

    [Fact]
    public async Task Who_may_not_know_is_not_told()
    {
        using var viewer = await _host.ProgramAsync(Roles.Viewer);
        await using var stream = await OpenAsync(viewer, "/api/v1/events");
        _host.Get<LiveEvents>().Publish(new LiveEvent("settings.changed", "x", At) { Audience = Policies.Administer });
        Publish("stream.checked", "s1");
        Assert.Equal("stream.checked", (await NextAsync(stream)).EventType);
    }

    [Fact]
    public async Task A_client_that_comes_back_is_told_what_it_missed()
    {
        using var client = await _host.ProgramAsync();
        string? seen;
        await using (var stream = await OpenAsync(client, "/api/v1/events"))
        {
            Publish("a.one", "1");
            seen = (await NextAsync(stream)).EventId;
        }

        Publish("a.two", "2");
        Publish("a.three", "3");
        await using var again = await OpenAsync(client, "/api/v1/events", seen);
        Assert.Equal("a.two", (await NextAsync(again)).EventType);
        Assert.Equal("a.three", (await NextAsync(again)).EventType);
    }

    [Fact]
    public async Task A_client_that_was_away_too_long_is_told_to_read_anew()
    {
        using var client = await _host.ProgramAsync();
        await using var stream = await OpenAsync(client, "/api/v1/events", "of-another-start-17");
        Assert.Equal("reset", (await NextAsync(stream)).EventType);
    }

    [Fact]
    public async Task Streams_of_a_caller_are_counted()
    {
        using var client = await _host.ProgramAsync();
        await using var first = await OpenAsync(client, "/api/v1/events");
        await using (await OpenAsync(client, "/api/v1/events"))
        {
            using var third = await client.GetAsync(new Uri("/api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            await third.AssertProblemAsync(HttpStatusCode.TooManyRequests, "request.too_many");
            Assert.NotNull(third.Headers.RetryAfter);
        }

        // A closed stream gives its place back.
        for (var status = HttpStatusCode.TooManyRequests; status != HttpStatusCode.OK; _limit.ThrowIfCancellationRequested())
        {
            using var again = await client.GetAsync(new Uri("/api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            status = again.StatusCode;
        }
    }

    [Fact]
    public async Task Nonsense_is_refused()
    {
        using var client = await _host.ProgramAsync();
        using var answer = await client.GetAsync(new Uri("/api/v1/events?topics=a%0Ab", UriKind.Relative));
        await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "events.topics_invalid");
    }

    private void Publish(string topic, string subject, params (string Key, string Value)[] data) =>
        _host.Get<LiveEvents>().Publish(new LiveEvent(topic, subject, At) { Data = data.ToDictionary(d => d.Key, d => d.Value) });

    private async Task<Opened> OpenAsync(HttpClient client, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _limit);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadAsStreamAsync(_limit);

        // The first comment: the stream follows from here on.
        var start = new byte["retry: 3000\n: connected\n\n".Length];
        await body.ReadExactlyAsync(start, _limit);
        return new Opened(answer, SseParser.Create(body).EnumerateAsync(_limit).GetAsyncEnumerator());
    }

    private static async Task<SseItem<string>> NextAsync(Opened stream)
    {
        Assert.True(await stream.Events.MoveNextAsync());
        return stream.Events.Current;
    }

    private sealed record Opened(HttpResponseMessage Answer, IAsyncEnumerator<SseItem<string>> Events) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Events.DisposeAsync();
            Answer.Dispose();
        }
    }
}
