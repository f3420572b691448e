using System.Net;
using System.Text.Json;
using Microsoft.OpenApi;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Api;

public sealed class OpenApiTests : IDisposable
{
    private static readonly Uri Address = new("/openapi/v1.json", UriKind.Relative);
    private readonly HostApp _app = HostApp.WithModules();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_document_is_valid_openapi_3_1()
    {
        using var client = _app.CreateClient();
        await using var body = await client.GetStreamAsync(Address);
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy);
        copy.Position = 0;
        var result = await OpenApiDocument.LoadAsync(copy, "json");
        Assert.Empty(result.Diagnostic!.Errors.Select(e => e.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
        Assert.NotEmpty(result.Document!.Paths);
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_who_may_call_it_and_how_it_fails()
    {
        var operations = await OperationsAsync();
        Assert.NotEmpty(operations);
        var wrong = operations.SelectMany(o => Missing(o.Operation).Select(m => $"{o.Name}: {m}")).ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        var twice = operations.GroupBy(o => o.Operation.GetProperty("operationId").GetString()).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Empty(twice);
    }

    [Fact]
    public async Task The_documentation_page_and_what_it_needs_come_from_the_service_itself()
    {
        using var client = _app.CreateClient();
        var html = await client.GetStringAsync(new Uri("/docs", UriKind.Relative));
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        foreach (var asset in (string[])["/vendor/swagger-ui/swagger-ui.css", "/vendor/swagger-ui/swagger-ui-bundle.js", "/docs/docs.js", "/docs/docs.css"])
        {
            Assert.Contains(asset, html, StringComparison.Ordinal);
            using var answer = await client.GetAsync(new Uri(asset, UriKind.Relative));
            Assert.True(HttpStatusCode.OK == answer.StatusCode, $"{asset}: {answer.StatusCode}");
        }
    }

    private static IEnumerable<string> Missing(JsonElement operation)
    {
        foreach (var text in (string[])["operationId", "summary"])
        {
            if (!operation.TryGetProperty(text, out var value) || string.IsNullOrWhiteSpace(value.GetString())) yield return $"no {text}";
        }

        if (!operation.TryGetProperty("tags", out var tags) || tags.GetArrayLength() == 0) yield return "no tag";
        var responses = operation.GetProperty("responses").EnumerateObject().ToArray();
        if (!responses.Any(r => r.Name[0] == '2')) yield return "no success response";
        var errors = responses.Where(r => r.Name[0] is '4' or '5').ToArray();
        if (errors.Length == 0) yield return "no error response";
        foreach (var error in errors)
        {
            if (!error.Value.TryGetProperty("content", out var content) || !content.TryGetProperty("application/problem+json", out _)) yield return $"{error.Name} is no problem";
        }
    }

    private async Task<(string Name, JsonElement Operation)[]> OperationsAsync()
    {
        using var client = _app.CreateClient();
        var document = await client.GetJsonAsync("/openapi/v1.json");
        return
        [
            .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
                .Where(o => o.Value.ValueKind == JsonValueKind.Object && o.Value.TryGetProperty("responses", out _))
                .Select(o => ($"{o.Name.ToUpperInvariant()} {path.Name}", o.Value))),
        ];
    }
}
