using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Transcription.Formats;
using Platform.Transcription.Sharing;
using Platform.Transcription.Tests.Queue;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Sharing;

/// <summary>Links by which a transcript can be read without signing in: what they show, and when they lead nowhere.</summary>
public sealed class ShareTests
{
    [Fact]
    public async Task Whoever_has_the_link_reads_the_text_and_saves_it_and_learns_nothing_else()
    {
        await using var app = await StartAsync();
        var id = await DoneAsync(app);
        var (share, path) = await ShareAsync(app, id, new { note = "For the archive" });
        using var page = await GetAsync(app, path);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("word 0", html, StringComparison.Ordinal);
        Assert.Contains("short.wav", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<audio", html, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Folder, html, StringComparison.Ordinal);
        Assert.DoesNotContain(id, html, StringComparison.Ordinal);
        Assert.Contains("noindex", page.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.Contains("name=\"robots\" content=\"noindex", html, StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl?.NoStore);
        foreach (var format in TranscriptFormats.All)
        {
            using var file = await GetAsync(app, $"{path}/transcript?format={format.Name()}");
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Contains("word", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal($"short.{format.Name()}", file.Content.Headers.ContentDisposition?.FileNameStar ?? file.Content.Headers.ContentDisposition?.FileName);
        }

        await IsNowhereAsync(app, $"{path}/transcript?format=exe");
        await IsNowhereAsync(app, $"{path}/audio");

        // Who looks through the links sees who made it, and that it was opened; the link itself is nowhere.
        var token = path.Split('/')[^1];
        var listed = (await app.GetJsonAsync($"/api/v1/transcriptions/{id}/shares")).GetProperty("items")[0];
        Assert.Equal((share, "For the archive", true, 1), (listed.GetProperty("id").GetString(), listed.GetProperty("note").GetString(), listed.GetProperty("open").GetBoolean(), listed.GetProperty("views").GetInt32()));
        Assert.DoesNotContain(token, listed.GetRawText(), StringComparison.Ordinal);
        var stored = await app.QueryAsync(db => db.Set<TranscriptShare>().SingleAsync());
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(token)), stored.TokenHash);
    }

    [Fact]
    public async Task The_recording_is_heard_where_the_link_allows_it()
    {
        await using var app = await StartAsync();
        var id = await DoneAsync(app);
        var (_, path) = await ShareAsync(app, id, new { audio = true });
        using var page = await GetAsync(app, path);
        Assert.Contains($"src=\"{path}/audio\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/audio") { Headers = { Range = new RangeHeaderValue(0, 99) } };
        using var part = await app.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.PartialContent, "audio/wav", 100), (part.StatusCode, part.Content.Headers.ContentType?.MediaType, (await part.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task A_link_that_is_revoked_expired_deleted_or_another_leads_nowhere_and_says_no_more()
    {
        await using var app = await StartAsync();
        var (id, other) = (await DoneAsync(app), await DoneAsync(app));
        var (revoked, revokedPath) = await ShareAsync(app, id, new { audio = true });
        var (expired, expiredPath) = await ShareAsync(app, id, new { audio = true, expiresAt = TimeProvider.System.GetUtcNow().AddHours(1) });
        var (_, otherPath) = await ShareAsync(app, other, new { audio = true });

        // Another transcript's link is not revoked through this one.
        using var wrong = await app.Client.DeleteAsync(new Uri($"/api/v1/transcriptions/{other}/shares/{revoked}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        using var done = await app.Client.DeleteAsync(new Uri($"/api/v1/transcriptions/{id}/shares/{revoked}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        var (guid, past) = (Guid.Parse(expired), (DateTimeOffset?)TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await app.QueryAsync(db => db.Set<TranscriptShare>().Where(s => s.Id == guid).ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, past)));
        using var deleted = await app.Client.DeleteAsync(new Uri($"/api/v1/transcriptions/{other}", UriKind.Relative));
        foreach (var path in (string[])[revokedPath, expiredPath, otherPath, SharedPages.PathOf(ShareToken.New()), $"/shared/{id}", "/shared/x", $"/shared/{new string('x', 5000)}"])
        {
            await IsNowhereAsync(app, path);
            await IsNowhereAsync(app, $"{path}/audio");
            await IsNowhereAsync(app, $"{path}/transcript");
        }

        var states = (await app.GetJsonAsync($"/api/v1/transcriptions/{id}/shares")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("open").GetBoolean());
        Assert.All(states, Assert.False);
    }

    [Fact]
    public async Task One_address_cannot_ask_without_end_and_what_is_wrong_is_refused()
    {
        await using var app = await StartAsync();
        var id = await DoneAsync(app);
        using var past = await app.PostAsync($"/api/v1/transcriptions/{id}/shares", new { expiresAt = "2020-01-01T00:00:00Z" });
        Assert.Equal(HttpStatusCode.BadRequest, past.StatusCode);
        using var unknown = await app.PostAsync($"/api/v1/transcriptions/{Guid.NewGuid()}/shares", new { });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        HttpStatusCode last = default;
        for (var n = 0; n < 100 * ShareLimit.Burst && last != HttpStatusCode.TooManyRequests; n++)
        {
            using var answer = await GetAsync(app, "/shared/x");
            last = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Names_and_words_are_shown_and_not_run()
    {
        await using var app = await StartAsync();
        var id = await DoneAsync(app);
        const string evil = "<script>alert(1)</script>";
        using var edited = await app.Client.PutAsync(new Uri($"/api/v1/transcriptions/{id}/transcript", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { version = 1, segments = new[] { new { start = 0, end = 1, text = evil, speaker = evil } } }));
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        var (_, path) = await ShareAsync(app, id, new { });
        using var page = await GetAsync(app, path);
        Assert.DoesNotContain(evil, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<TranscriptionApp> StartAsync()
    {
        var engine = new ScriptedEngine { Steps = 2 };
        engine.Allow();
        return await TranscriptionApp.StartAsync(engine: engine);
    }

    private static async Task<string> DoneAsync(TranscriptionApp app)
    {
        var id = await QueueTests.SendAsync(app);
        await app.UntilAsync(id, "completed");
        return id;
    }

    private static async Task<(string Id, string Path)> ShareAsync(TranscriptionApp app, string id, object input)
    {
        using var answer = await app.PostAsync($"/api/v1/transcriptions/{id}/shares", input);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        var share = JsonDocument.Parse(text).RootElement;
        return (share.GetProperty("id").GetString()!, new Uri(share.GetProperty("url").GetString()!).AbsolutePath);
    }

    private static Task<HttpResponseMessage> GetAsync(TranscriptionApp app, string path) => app.Client.GetAsync(new Uri(path, UriKind.Relative));

    private static async Task IsNowhereAsync(TranscriptionApp app, string path)
    {
        using var answer = await GetAsync(app, path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This link leads nowhere", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
