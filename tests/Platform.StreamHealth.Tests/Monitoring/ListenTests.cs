using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Listening;
using Platform.StreamHealth.Streams;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class ListenTests : IAsyncLifetime
{
    private MonitorApp _app = null!;

    public async Task InitializeAsync() => _app = await MonitorApp.StartAsync(settings: new() { ["StreamHealth:MaxListeners"] = "2" });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task The_browser_gets_the_audio_of_an_icecast_mount_as_it_is()
    {
        await using var icecast = await IcecastServer.StartAsync();
        var source = await icecast.StreamAsync("/live.mp3", AudioVariant.Programme);
        var stream = await AddAsync(source.Url);
        using var answer = await ListenAsync(stream);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("audio/mpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var heard = await ReadAsync(answer, 200_000);
        Assert.True(await FoundInAsync(heard), "what was heard is not the source's audio");
    }

    [Fact]
    public async Task Titles_between_the_audio_are_taken_out()
    {
        await using var bad = await BadHttpServer.StartAsync();
        var stream = await AddAsync(bad.UrlOf(BadBehaviour.Shoutcast));
        using var answer = await ListenAsync(stream);
        var heard = await ReadAsync(answer, 100_000);
        Assert.DoesNotContain("StreamTitle", Encoding.Latin1.GetString(heard), StringComparison.Ordinal);
        Assert.True(await FoundInAsync(heard), "the audio was cut");
    }

    [Fact]
    public async Task Listeners_are_limited_and_a_seat_is_free_again_when_one_leaves()
    {
        await using var icecast = await IcecastServer.StartAsync();
        var stream = await AddAsync((await icecast.StreamAsync("/live.mp3", AudioVariant.Programme)).Url);
        var first = await ListenAsync(stream);
        using var second = await ListenAsync(stream);
        using var third = await ListenAsync(stream);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("listeners.limit", await CodeAsync(third));

        await ReadAsync(first, 1000);
        first.Dispose();
        var listeners = _app.Get<Listeners>();
        for (var i = 0; i < 300 && listeners.Count > 1; i++) await Task.Delay(50);
        Assert.Equal(1, listeners.Count);

        // Who left is noted; who still listens is not yet.
        var sessions = (await _app.Client.GetFromJsonAsync<CursorPage<ListeningSessionView>>($"/api/v1/streams/{stream}/listening-sessions", ApiJson.Options))!;
        var session = Assert.Single(sessions.Items);
        Assert.Equal("127.0.0.0", session.Address);
        Assert.EndsWith("/live.mp3", session.StreamUrl, StringComparison.Ordinal);
        Assert.True(session.EndedAt > session.StartedAt && session.Seconds >= 0);
        using var fourth = await ListenAsync(stream);
        Assert.Equal(HttpStatusCode.OK, fourth.StatusCode);
    }

    [Theory]
    [InlineData(BadBehaviour.NotFound, "listen.failed")]
    [InlineData(BadBehaviour.WebPage, "listen.not_playable")]
    [InlineData(BadBehaviour.ClosesWithoutHeaders, "listen.failed")]
    [InlineData(BadBehaviour.RedirectToPrivate, "listen.failed")]
    public async Task What_cannot_be_played_is_said_so(BadBehaviour behaviour, string code)
    {
        await using var bad = await BadHttpServer.StartAsync();
        using var answer = await ListenAsync(await AddAsync(bad.UrlOf(behaviour)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(code, await CodeAsync(answer));
        Assert.Equal(0, _app.Get<Listeners>().Count);
    }

    [Fact]
    public async Task A_stream_that_ends_ends_the_answer()
    {
        await using var bad = await BadHttpServer.StartAsync();
        using var answer = await ListenAsync(await AddAsync(bad.UrlOf(BadBehaviour.ClosesMidway)));
        var heard = await answer.Content.ReadAsByteArrayAsync();
        Assert.NotEmpty(heard);
    }

    private async Task<Guid> AddAsync(Uri url) =>
        (await _app.Get<CreateStream>().RunAsync(new StreamInput { Url = url.ToString(), Enabled = false }, CancellationToken.None)).Value.Id;

    private Task<HttpResponseMessage> ListenAsync(Guid stream) =>
        _app.Client.GetAsync($"/api/v1/streams/{stream}/audio", HttpCompletionOption.ResponseHeadersRead);

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, int length)
    {
        var bytes = new byte[length];
        await using var body = await answer.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>Whether the bytes are a piece of the endlessly repeated programme.</summary>
    private static async Task<bool> FoundInAsync(byte[] heard)
    {
        var audio = await TestAudio.BytesAsync(AudioVariant.Programme);
        return ((byte[])[.. audio, .. audio]).AsSpan().IndexOf(heard.AsSpan(0, Math.Min(heard.Length, audio.Length))) >= 0;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
}
