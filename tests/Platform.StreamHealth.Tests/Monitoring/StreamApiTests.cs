using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Legacy;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class StreamApiTests : IAsyncLifetime
{
    private const string Streams = "/api/v1/streams";
    private MonitorApp _app = null!;

    public async Task InitializeAsync() => _app = await MonitorApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_stream_is_created_read_updated_by_etag_deleted_and_restored()
    {
        using var created = await PostAsync(Streams, new StreamInput { Url = "http://127.0.0.1:8/a.mp3", Name = "A", Enabled = false });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        var at = created.Headers.Location!.ToString();

        using var read = await _app.Client.GetAsync(at);
        Assert.Equal("\"1\"", read.Headers.ETag!.Tag);
        Assert.Equal("A", (await JsonAsync(read)).GetProperty("name").GetString());

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(at, "\"1\"", "B")).StatusCode);
        using var stale = await PutAsync(at, "\"1\"", "C");
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal("stream.changed", (await JsonAsync(stale)).GetProperty("code").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await _app.Client.DeleteAsync(at)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.GetAsync(at)).StatusCode);
        using var restored = await _app.Client.PostAsync(at + ":restore", null);
        Assert.Equal("B", (await JsonAsync(restored)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_wrong_definition_is_a_problem_that_names_the_fields()
    {
        using var answer = await PostAsync(Streams, new StreamInput { Url = "gopher://x/", Phase = 9 });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await JsonAsync(answer);
        Assert.Equal("stream.invalid", problem.GetProperty("code").GetString());
        Assert.Equal(["phase", "url"], problem.GetProperty("errors").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Null_lists_in_the_body_are_empty_ones()
    {
        using var answer = await _app.Client.PostAsync(Streams, JsonContent.Create(new { url = "http://127.0.0.1:8/n.mp3", tags = (string[]?)null, thresholds = (object?)null, enabled = false }));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Pausing_twice_is_as_good_as_once()
    {
        var stream = await _app.AddAsync(new StreamInput { Url = "http://127.0.0.1:8/p.mp3", Schedule = "cron 0 3 1 1 *" });
        for (var i = 0; i < 2; i++)
        {
            using var paused = await _app.Client.PostAsync($"{Streams}/{stream.Id}:pause", null);
            var view = await JsonAsync(paused);
            Assert.False(view.GetProperty("enabled").GetBoolean());
            Assert.Equal(2, view.GetProperty("version").GetInt32());
        }

        using var check = await _app.Client.PostAsync($"{Streams}/{stream.Id}:check", null);
        Assert.Equal(HttpStatusCode.Conflict, check.StatusCode);
    }

    [Fact]
    public async Task Lists_are_cursor_pages()
    {
        for (var i = 0; i < 3; i++) await _app.AddAsync(new StreamInput { Url = $"http://127.0.0.1:8/{i}.mp3", Name = $"S{i}", Enabled = false });
        var first = (await _app.Client.GetFromJsonAsync<CursorPage<StreamView>>($"{Streams}?limit=2", ApiJson.Options))!;
        Assert.Equal(["S0", "S1"], first.Items.Select(s => s.Name));
        var second = (await _app.Client.GetFromJsonAsync<CursorPage<StreamView>>($"{Streams}?limit=2&cursor={first.NextCursor}", ApiJson.Options))!;
        Assert.Equal(["S2"], second.Items.Select(s => s.Name));
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_with_a_code()
    {
        foreach (var path in new[] { "", "/results", "/results/latest", $"/results/{Guid.NewGuid()}", $"/results/{Guid.NewGuid()}/report", "/history", "/audio" })
        {
            using var answer = await _app.Client.GetAsync($"{Streams}/{Guid.NewGuid()}{path}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.EndsWith("not_found", (await JsonAsync(answer)).GetProperty("code").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Example_streams_are_added_once_and_lead_to_this_very_service()
    {
        using var first = await _app.Client.PostAsync($"{Streams}/examples:add", null);
        var added = (await first.Content.ReadFromJsonAsync<StreamView[]>(ApiJson.Options))!;
        Assert.Equal(4, added.Length);
        Assert.All(added, s => Assert.StartsWith($"{_app.Client.BaseAddress}reference/", s.Url, StringComparison.Ordinal));
        Assert.All(added, s => Assert.Equal(["example"], s.Tags));

        using var second = await _app.Client.PostAsync($"{Streams}/examples:add", null);
        Assert.Empty((await second.Content.ReadFromJsonAsync<StreamView[]>(ApiJson.Options))!);
    }

    [Fact]
    public async Task The_stream_checker_call_adds_a_stream_once_and_says_processing()
    {
        for (var i = 0; i < 2; i++)
        {
            using var answer = await _app.Client.PostAsync("/api/streams/check", JsonContent.Create(new { url = "http://127.0.0.1:8/old.mp3" }));
            var body = await JsonAsync(answer);
            Assert.Equal("processing", body.GetProperty("status").GetString());
            Assert.Equal(16, body.GetProperty("stream_id").GetString()!.Length);
        }

        Assert.Single((await _app.Client.GetFromJsonAsync<CursorPage<StreamView>>(Streams, ApiJson.Options))!.Items);
        using var wrong = await _app.Client.PostAsync("/api/streams/check", JsonContent.Create(new { url = "file:///etc/passwd" }));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);

        var history = (await _app.Client.GetFromJsonAsync<JsonElement>("/api/requests/history")).EnumerateArray().ToList();
        Assert.Equal([400, 200, 200], history.Select(r => r.GetProperty("response_status").GetInt32()));
        Assert.Equal(("POST", "http://127.0.0.1:8/old.mp3"), (history[1].GetProperty("request_method").GetString(), history[1].GetProperty("stream_url").GetString()));
        var stats = await _app.Client.GetFromJsonAsync<JsonElement>("/api/requests/stats");
        Assert.Equal((3, 3), (stats.GetProperty("total_requests").GetInt32(), stats.GetProperty("requests_last_hour").GetInt32()));
        using var tooMany = await _app.Client.GetAsync("/api/requests/history?limit=10001");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Addresses_of_callers_are_kept_without_their_end(string address, string kept) => Assert.Equal(kept, LegacyRequest.Anonymise(IPAddress.Parse(address)));

    private Task<HttpResponseMessage> PostAsync(string path, StreamInput input) => _app.Client.PostAsJsonAsync(path, input, ApiJson.Options);

    private async Task<HttpResponseMessage> PutAsync(string path, string etag, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = JsonContent.Create(new StreamInput { Url = "http://127.0.0.1:8/a.mp3", Name = name, Enabled = false }, options: ApiJson.Options),
        };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue(etag));
        return await _app.Client.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        (await JsonSerializer.DeserializeAsync<JsonElement>(await answer.Content.ReadAsStreamAsync())).Clone();
}
