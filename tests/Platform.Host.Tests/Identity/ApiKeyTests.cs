using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;
using Platform.Testing;

namespace Platform.Host.Tests.Identity;

public sealed class ApiKeyTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly HostApp _app = new() { Clock = new FakeTimeProvider(Start) };

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_key_opens_the_api_in_either_header()
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);
        var (key, _) = await MakeAsync(admin, Roles.Viewer);
        using var client = _app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/me", UriKind.Relative)) { Headers = { { "X-Api-Key", key } } };

        using var byHeader = await client.SendAsync(request);
        var byBearer = await _app.WithKey(key).GetJsonAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, byHeader.StatusCode);
        Assert.Equal("key", byBearer.GetProperty("kind").GetString());
        Assert.Equal(Roles.Viewer, byBearer.GetProperty("role").GetString());
    }

    [Fact]
    public async Task The_key_itself_is_shown_once_and_stored_nowhere()
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);
        admin.DefaultRequestHeaders.Add("Idempotency-Key", "an answer with a key in it is not kept to be repeated");

        var (key, url) = await MakeAsync(admin, Roles.Viewer);

        Assert.StartsWith("mo_", key, StringComparison.Ordinal);
        Assert.DoesNotContain(key, (await admin.GetJsonAsync(url)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, (await admin.GetJsonAsync("/api/v1/api-keys")).GetRawText(), StringComparison.Ordinal);
        await _app.InDatabaseAsync(async db => await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
        foreach (var file in Directory.GetFiles(_app.Folder, "platform.db*").Where(f => !f.EndsWith(".service", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(key, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);
        var (key, url) = await MakeAsync(admin, Roles.Viewer);
        using var program = _app.WithKey(key);
        using (await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative))) { }

        using var revoked = await admin.PostAsync(new Uri(url + ":revoke", UriKind.Relative), null);
        using var answer = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        await answer.AssertProblemAsync(HttpStatusCode.Unauthorized, "auth.key_revoked");
    }

    [Fact]
    public async Task A_key_stops_to_work_when_it_expires()
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);
        var (key, _) = await MakeAsync(admin, Roles.Viewer, Start.AddDays(30));
        using var program = _app.WithKey(key);

        using var before = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        _app.Clock!.Jump(TimeSpan.FromDays(30));
        using var after = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await after.AssertProblemAsync(HttpStatusCode.Unauthorized, "auth.key_expired");
    }

    [Theory]
    [InlineData("mo_0123456789012345678901234567890123456789")]
    [InlineData("mo_")]
    [InlineData("nonsense")]
    public async Task An_unknown_key_is_refused(string key)
    {
        await _app.AdminAsync();

        using var answer = await _app.WithKey(key).GetAsync(new Uri("/api/v1/me", UriKind.Relative));

        await answer.AssertProblemAsync(HttpStatusCode.Unauthorized, "auth.key_unknown");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_wrong_key_is_not_covered_up_by_a_good_session()
    {
        await _app.AdminAsync();
        using var browser = await _app.SignedInAsync("ana");
        browser.Client.DefaultRequestHeaders.Authorization = new("Bearer", "nonsense");

        using var answer = await browser.GetAsync("/api/v1/me");

        await answer.AssertProblemAsync(HttpStatusCode.Unauthorized, "auth.key_unknown");
    }

    [Fact]
    public async Task The_last_use_is_noted_at_most_once_a_minute()
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);
        var (key, url) = await MakeAsync(admin, Roles.Viewer);
        using var program = _app.WithKey(key);

        using (await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative))) { }
        var first = await LastUseAsync();
        _app.Clock!.Advance(TimeSpan.FromSeconds(50));
        using (await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative))) { }
        var soon = await LastUseAsync();
        _app.Clock.Advance(TimeSpan.FromSeconds(20));
        using (await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative))) { }
        var later = await LastUseAsync();

        Assert.Equal(Start, first);
        Assert.Equal(Start, soon);
        Assert.Equal(Start.AddSeconds(70), later);

        async Task<DateTimeOffset> LastUseAsync() => (await admin.GetJsonAsync(url)).GetProperty("lastUsedAt").GetDateTimeOffset();
    }

    [Theory]
    [InlineData("", Roles.Viewer, null, "api_key.name_invalid")]
    [InlineData("playout", "root", null, "role.unknown")]
    [InlineData("playout", Roles.Viewer, "2020-01-01T00:00:00Z", "api_key.expiry_past")]
    public async Task What_is_wrong_with_a_new_key_is_said(string name, string role, string? expiresAt, string code)
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);

        using var answer = await admin.PostJsonAsync("/api/v1/api-keys", new { name, role, expiresAt });

        await answer.AssertProblemAsync(HttpStatusCode.BadRequest, code);
    }

    private static async Task<(string Key, string Url)> MakeAsync(HttpClient admin, string role, DateTimeOffset? expiresAt = null)
    {
        using var made = await admin.PostJsonAsync("/api/v1/api-keys", new { name = "playout", role, expiresAt });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        return (body.RootElement.GetProperty("key").GetString()!, made.Headers.Location!.ToString());
    }
}
