using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Host.Tests.Support;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Api;

public sealed class ProblemTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private HttpClient _client = null!;

    private enum Colour
    {
        DarkRed,
    }

    private sealed record Widget(string Name, int Size, DateTimeOffset At, Colour Colour);

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync(api =>
        {
            api.MapPost("/widgets", (Widget widget) => TypedResults.Ok(widget)).RequireAuthorization(Policies.View);
            api.MapGet("/widgets/{id:guid}", (Guid id, int size) => TypedResults.Ok(new { id, size })).RequireAuthorization(Policies.View);
            api.MapGet("/boom", string () => throw new InvalidOperationException("secret detail")).RequireAuthorization(Policies.View);
            api.MapGet("/open-by-mistake", () => "nobody said who may");
        });
        _client = await _host.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("{\"name\": \"a\",\n \"size\": }", "line 2", null)]
    [InlineData("{\"name\": \"a\",\n \"size\": \"big\"}", "line 2", "size")]
    [InlineData("{\"name\": \"a\", \"size\": 1, \"at\": \"yesterday\"}", "line 1", "at")]
    [InlineData("{\"name\": \"a\", \"size\": 1, \"colour\": 3}", "line 1", "colour")]
    [InlineData("{\"name\": \"a\", \"size\": 1, \"size\": 2}", "", null)]
    [InlineData("not json", "line 1", null)]
    public async Task Malformed_json_is_told_with_line_and_field(string json, string line, string? field)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri("/api/v1/widgets", UriKind.Relative), body);
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, "request.malformed_json");
        Assert.Contains(line, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.GetRawText(), StringComparison.Ordinal);
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Fact]
    public async Task An_empty_body_is_told()
    {
        using var body = new StringContent("", Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri("/api/v1/widgets", UriKind.Relative), body);
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.Contains("body", problem.GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Json_is_camel_case_with_words_for_enums_and_utc_times_and_ignores_unknown_members()
    {
        using var body = new StringContent("""{"name":"a","size":2,"at":"2026-03-01T12:00:00+02:00","colour":"darkRed","unknown":1}""", Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri("/api/v1/widgets", UriKind.Relative), body);
        Assert.Equal("""{"name":"a","size":2,"at":"2026-03-01T10:00:00Z","colour":"darkRed"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_parameter_that_cannot_be_read_is_named()
    {
        using var answer = await _client.GetAsync(new Uri($"/api/v1/widgets/{Guid.NewGuid()}?size=tall", UriKind.Relative));
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, "request.invalid_parameter");
        Assert.True(problem.GetProperty("errors").TryGetProperty("size", out var messages));
        Assert.Contains("tall", messages[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_parameter_is_named()
    {
        using var answer = await _client.GetAsync(new Uri($"/api/v1/widgets/{Guid.NewGuid()}", UriKind.Relative));
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, "request.invalid_parameter");
        Assert.True(problem.GetProperty("errors").TryGetProperty("size", out _));
    }

    [Fact]
    public async Task An_exception_tells_where_to_look_and_nothing_else()
    {
        using var answer = await _client.GetAsync(new Uri("/api/v1/boom", UriKind.Relative));
        var problem = await ProblemAsync(answer, HttpStatusCode.InternalServerError, "server.internal_error");
        Assert.DoesNotContain("secret detail", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(answer.Headers.GetValues("X-Request-Id").Single(), problem.GetProperty("traceId").GetString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_method_are_problems()
    {
        using var unknown = await _client.GetAsync(new Uri("/api/v1/nothing-here", UriKind.Relative));
        await ProblemAsync(unknown, HttpStatusCode.NotFound, "route.not_found");
        using var wrong = await _client.DeleteAsync(new Uri("/api/v1/widgets", UriKind.Relative));
        await ProblemAsync(wrong, HttpStatusCode.MethodNotAllowed, "route.method_not_allowed");
        using var form = await _client.PostAsync(new Uri("/api/v1/widgets", UriKind.Relative), new FormUrlEncodedContent([]));
        await ProblemAsync(form, HttpStatusCode.UnsupportedMediaType, "request.unsupported_media_type");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var body = JsonContent.Create(new { name = new string('x', 2 * 1024 * 1024), size = 1 });
        using var answer = await _client.PostAsync(new Uri("/api/v1/widgets", UriKind.Relative), body);
        await ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task A_stranger_gets_401_even_where_an_endpoint_forgot_its_policy()
    {
        using var stranger = _host.Stranger();
        foreach (var path in (string[])["/api/v1/boom", "/api/v1/open-by-mistake"])
        {
            using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Another_sites_page_may_not_change_anything()
    {
        using var stranger = _host.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/widgets", UriKind.Relative)) { Content = JsonContent.Create(new { name = "a" }) };
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await stranger.SendAsync(request);
        await ProblemAsync(answer, HttpStatusCode.Forbidden, "request.cross_site");
    }

    [Fact]
    public async Task Pages_and_answers_carry_the_security_headers()
    {
        using var page = await _client.GetAsync(new Uri("/docs", UriKind.Relative));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task What_is_open_to_anyone_may_be_asked_by_head(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));

        using var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string? code = null)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text, ApiJson.Options);
        if (code is not null) Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(32, problem.GetProperty("traceId").GetString()!.Length);
        return problem;
    }
}
