using System.Net;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Identity.Setup;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Identity;

public sealed class SetupTests : IDisposable
{
    private readonly HostApp _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/users")]
    [InlineData("/account")]
    public async Task Before_set_up_every_page_leads_to_the_explanation(string page)
    {
        using var browser = _app.Browse();

        using var answer = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/setup", answer.Headers.Location!.ToString());
        Assert.Contains("Nobody can sign in yet", await browser.ReadAsync("/setup"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_set_up_the_sign_in_page_leads_to_the_explanation()
    {
        using var browser = _app.Browse();

        using var answer = await browser.GetAsync("/sign-in");

        Assert.Equal("/setup", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Before_set_up_the_api_says_so()
    {
        using var client = _app.CreateClient();

        using var answer = await client.GetAsync(new Uri("/api/v1/users", UriKind.Relative));

        await answer.AssertProblemAsync(HttpStatusCode.Unauthorized, "setup.required");
    }

    [Fact]
    public async Task The_link_makes_an_administrator_and_signs_in()
    {
        using var browser = _app.Browse();
        var link = await LinkAsync();

        using var answer = await SubmitAsync(browser, link, "Ana");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.AbsolutePath);
        var me = await browser.Client.GetJsonAsync("/api/v1/me");
        Assert.Equal("Ana", me.GetProperty("name").GetString());
        Assert.Equal(Roles.Admin, me.GetProperty("role").GetString());
    }

    [Fact]
    public async Task The_link_works_once()
    {
        using var first = _app.Browse();
        using var second = _app.Browse();
        var link = await LinkAsync();
        using var page = await second.GetAsync(link);
        using var made = await SubmitAsync(first, link, "Ana");

        using var again = await second.GetAsync(link);

        Assert.Equal("/sign-in", again.Headers.Location!.AbsolutePath);
        Assert.Null(await _app.Get<SetupLink>().GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        using var browser = _app.Browse();

        var page = await browser.ReadAsync("/setup?token=0123456789abcdef");

        Assert.Contains("not valid any more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Password", page, StringComparison.Ordinal);
        var made = await _app.Get<FirstAdmin>().CreateAsync("0123456789abcdef", "Ana", HostApp.Password, HostApp.Password, CancellationToken.None);
        Assert.Equal("setup.token_wrong", made.Error!.Code);
    }

    [Fact]
    public async Task A_new_start_makes_a_new_link()
    {
        var before = await LinkAsync();
        using var restarted = _app.Restart();

        var after = (await restarted.Get<SetupLink>().GetAsync(CancellationToken.None))!.PathAndQuery;

        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData("Ana", "short", "short", "at least 10 characters")]
    [InlineData("Ana", "password123", "password123", "first that attackers try")]
    [InlineData("Ana", "correct-horse-battery", "correct-horse-batterie", "passwords differ")]
    [InlineData("A", "correct-horse-battery", "correct-horse-battery", "A user name is")]
    public async Task What_is_wrong_is_said_at_the_field(string name, string password, string repeated, string message)
    {
        using var browser = _app.Browse();
        var link = await LinkAsync();

        using var answer = await browser.SubmitAsync(link, "setup", ("Input.Name", name), ("Input.Password", password), ("Input.Repeated", repeated));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(message, page, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", page, StringComparison.Ordinal);
        Assert.False(await _app.InDatabaseAsync(db => db.Users.AnyAsync()));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_becomes_administrator()
    {
        var first = _app.Get<FirstAdmin>();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => first.CreateAsync($"ana{i}", HostApp.Password, CancellationToken.None))));

        Assert.Single(made, m => m.Ok);
        Assert.Equal(1, await _app.InDatabaseAsync(db => db.Users.CountAsync()));
    }

    private async Task<string> LinkAsync() => (await _app.Get<SetupLink>().GetAsync(CancellationToken.None))!.PathAndQuery;

    private static Task<HttpResponseMessage> SubmitAsync(Browser browser, string link, string name) =>
        browser.SubmitAsync(link, "setup", ("Input.Name", name), ("Input.Password", HostApp.Password), ("Input.Repeated", HostApp.Password));
}
