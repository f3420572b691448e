using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Speech;

/// <summary>Who may use the OpenAI-compatible address, and that whoever may not is told so in OpenAI's shape.</summary>
public sealed class OpenAiAddressTests : IDisposable
{
    private readonly HostApp _app = HostApp.WithModules();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Refusals_have_OpenAIs_shape_and_status()
    {
        await _app.AdminAsync();
        using var stranger = _app.CreateClient();
        await AssertAsync(await stranger.GetAsync(new Uri("/v1/models", UriKind.Relative)), HttpStatusCode.Unauthorized, "invalid_request_error", null);
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-wrong");
        await AssertAsync(await stranger.GetAsync(new Uri("/v1/models", UriKind.Relative)), HttpStatusCode.Unauthorized, "invalid_request_error", "invalid_api_key");
        using var viewer = await _app.ProgramAsync(Roles.Viewer);
        await AssertAsync(await viewer.PostAsJsonAsync("/v1/audio/speech", new { }), HttpStatusCode.Forbidden, "invalid_request_error", "auth.forbidden");
        using var operators = await _app.ProgramAsync(Roles.Operator);
        await AssertAsync(await operators.PostAsJsonAsync("/v1/audio/speech", new { }), HttpStatusCode.BadRequest, "invalid_request_error", "missing_required_parameter");
        await AssertAsync(await operators.PostAsJsonAsync("/v1/chat/completions", new { }), HttpStatusCode.NotFound, "invalid_request_error", "unknown_url");
    }

    [Fact]
    public async Task A_browser_is_told_the_same_and_another_sites_page_changes_nothing()
    {
        await _app.AdminAsync();
        using var stranger = _app.Browse();
        await AssertAsync(await stranger.GetAsync("/v1/models"), HttpStatusCode.Unauthorized, "invalid_request_error", null);
        using var ana = await _app.SignedInAsync("ana");
        using var models = await ana.GetAsync("/v1/models");
        Assert.Equal(HttpStatusCode.OK, models.StatusCode);
        Assert.Equal("no-store", models.Headers.CacheControl?.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/audio/speech") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        await AssertAsync(await ana.Client.SendAsync(request), HttpStatusCode.Forbidden, "invalid_request_error", "request.cross_site");
    }

    [Fact]
    public async Task The_limit_of_requests_holds_here_too()
    {
        _app.Settings["Api:RequestsPerMinute"] = "10";
        using var program = await _app.ProgramAsync(Roles.Viewer);
        HttpResponseMessage answer;
        var asked = 0;
        do answer = await program.GetAsync(new Uri("/v1/models/none", UriKind.Relative));
        while (answer.StatusCode == HttpStatusCode.NotFound && ++asked < 20);
        Assert.NotNull(answer.Headers.RetryAfter);
        await AssertAsync(answer, HttpStatusCode.TooManyRequests, "requests", "rate_limit_exceeded");
    }

    private static async Task AssertAsync(HttpResponseMessage answer, HttpStatusCode status, string type, string? code)
    {
        using (answer)
        {
            Assert.Equal(status, answer.StatusCode);
            var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
            Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(p => p.Name));
            Assert.Equal((type, code), (error.GetProperty("type").GetString(), error.GetProperty("code").GetString()));
        }
    }
}
