using System.Net;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Api;

/// <summary>In the whole service, with all pages and modules: who asks for what is not there hears so in his own form.</summary>
public sealed class UnknownAddressTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly HostApp _app = shared.App;

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", null)]
    [InlineData("POST", "application/x-www-form-urlencoded")]
    [InlineData("POST", "application/json")]
    [InlineData("PUT", "application/json")]
    [InlineData("PATCH", "application/offset+octet-stream")]
    [InlineData("DELETE", null)]
    public async Task A_program_is_told_by_a_problem_whatever_it_sends(string method, string? type)
    {
        using var program = await _app.ProgramAsync(Roles.Admin);
        using var answer = await SendAsync(program, method, "/api/v1/nowhere", type);
        await answer.AssertProblemAsync(HttpStatusCode.NotFound, "route.not_found");
    }

    [Fact]
    public async Task A_wrong_method_and_a_wrong_type_are_named_as_such()
    {
        using var program = await _app.ProgramAsync(Roles.Admin);
        using var method = await SendAsync(program, "POST", "/api/v1/me", null);
        await method.AssertProblemAsync(HttpStatusCode.MethodNotAllowed, "route.method_not_allowed");
        Assert.DoesNotContain("POST", method.Content.Headers.Allow);
        using var form = await SendAsync(program, "POST", "/api/v1/users", "application/x-www-form-urlencoded");
        await form.AssertProblemAsync(HttpStatusCode.UnsupportedMediaType, "request.unsupported_media_type");
    }

    [Fact]
    public async Task An_upload_is_announced_by_headers_alone_as_the_clients_of_tus_do()
    {
        using var app = HostApp.WithModules();
        using var program = await app.ProgramAsync(Roles.Operator);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/transcriptions/uploads");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", "5");
        request.Headers.Add("Upload-Metadata", "filename bmV3cy53YXY=");
        using var begun = await program.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal("1.0.0", Assert.Single(begun.Headers.GetValues("Tus-Resumable")));
    }

    [Fact]
    public async Task A_person_gets_a_page_and_a_missing_file_is_none()
    {
        await _app.UserAsync("nora");
        using var browser = await _app.SignedInAsync("nora");
        using var page = await browser.GetAsync("/no/such/page");
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("There is no such page", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var file = await browser.GetAsync("/no/such/script.js");
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        Assert.Empty(await file.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, string? type)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (type is not null)
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.ContentType = new(type);
        }

        return client.SendAsync(request);
    }
}
