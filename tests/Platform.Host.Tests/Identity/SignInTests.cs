using System.Net;
using Platform.Host.Tests.Support;
using Platform.Testing;

namespace Platform.Host.Tests.Identity;

public sealed class SignInTests : IDisposable
{
    private readonly HostApp _app = new() { Clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero)) };

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_stranger_is_led_to_sign_in_and_back()
    {
        await _app.AdminAsync();
        using var browser = _app.Browse();

        using var refused = await browser.GetAsync("/users?search=x%20y");
        var signIn = refused.Headers.Location!.ToString();
        using var answer = await browser.SignInAsync("ana", HostApp.Password, signIn);

        Assert.StartsWith("/sign-in?returnUrl=", signIn, StringComparison.Ordinal);
        Assert.Equal("/users?search=x%20y", new Uri(browser.Client.BaseAddress!, answer.Headers.Location!).PathAndQuery);
    }

    [Fact]
    public async Task Who_asks_only_for_the_head_of_a_page_is_told_what_a_reader_would_be()
    {
        await _app.AdminAsync();
        using var browser = _app.Browse();
        foreach (var (path, accept) in ((string, string)[])[("/users?search=x", "text/html"), ("/sign-in", "text/html"), ("/users", "*/*"), ("/no/such/page", "text/html")])
        {
            using var read = await AskAsync(browser.Client, HttpMethod.Get, path, accept);
            using var head = await AskAsync(browser.Client, HttpMethod.Head, path, accept);
            Assert.Equal((path, read.StatusCode, read.Headers.Location), (path, head.StatusCode, head.Headers.Location));
            if (path == "/sign-in") Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, HttpMethod method, string path, string accept)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Accept", accept);
        return await client.SendAsync(request);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("users")]
    public async Task Sign_in_leads_nowhere_but_within_this_site(string returnUrl)
    {
        await _app.AdminAsync();
        using var browser = _app.Browse();

        using var answer = await browser.SignInAsync("ana", HostApp.Password, $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal("http://localhost/", new Uri(browser.Client.BaseAddress!, answer.Headers.Location!).ToString());
    }

    [Theory]
    [InlineData("ana", "wrong-horse-battery")]
    [InlineData("nobody", HostApp.Password)]
    [InlineData("bob", HostApp.Password)]
    public async Task Wrong_password_unknown_name_and_disabled_user_get_the_same_answer(string name, string password)
    {
        await _app.AdminAsync();
        await _app.DisabledUserAsync("bob");
        using var browser = _app.Browse();

        using var answer = await browser.SignInAsync(name, password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("The name or the password is wrong, or the user is disabled.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("platform-session", CookiesOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_the_same_in_upper_and_lower_case()
    {
        await _app.AdminAsync("Ana");

        using var browser = await _app.SignedInAsync("aNA");
    }

    [Fact]
    public async Task After_five_wrong_passwords_one_must_wait_even_with_the_right_one()
    {
        await _app.AdminAsync();
        using var browser = _app.Browse();
        for (var i = 0; i < 5; i++) using (await browser.SignInAsync("ana", "wrong-horse-battery")) { }

        using var limited = await browser.SignInAsync("ana", HostApp.Password);
        _app.Clock!.Advance(TimeSpan.FromSeconds(6));
        using var later = await browser.SignInAsync("ana", HostApp.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Contains("Try again in 5 s", await limited.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, later.StatusCode);
    }

    [Fact]
    public async Task A_stranger_elsewhere_cannot_lock_somebody_out()
    {
        await _app.AdminAsync();
        using var stranger = _app.Browse("198.51.100.7");
        for (var i = 0; i < 7; i++) using (await stranger.SignInAsync("ana", "wrong-horse-battery")) { }

        using var browser = await _app.SignedInAsync("ana");
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites_and_is_secure_over_https()
    {
        await _app.AdminAsync();
        using var plain = _app.Browse();
        using var secure = _app.Browse(scheme: "https");

        using var overHttp = await plain.SignInAsync("ana", HostApp.Password);
        using var overHttps = await secure.SignInAsync("ana", HostApp.Password, keep: true);

        var cookie = SessionCookieOf(overHttp);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", Attributes(cookie), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", Attributes(SessionCookieOf(overHttps)), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires", SessionCookieOf(overHttps), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_slides_and_ends_when_left_alone()
    {
        await _app.AdminAsync();
        using var browser = _app.Browse();
        using (await browser.SignInAsync("ana", HostApp.Password, keep: true)) { }

        _app.Clock!.Jump(TimeSpan.FromDays(10));
        using var used = await browser.GetAsync("/api/v1/me");
        _app.Clock.Jump(TimeSpan.FromDays(10));
        using var stillGood = await browser.GetAsync("/api/v1/me");
        _app.Clock.Jump(TimeSpan.FromDays(15));
        using var ended = await browser.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        Assert.Equal(HttpStatusCode.OK, stillGood.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        await _app.AdminAsync();
        using var browser = _app.Browse();

        using var answer = await browser.PostAsync("/sign-in",
            [new("_handler", "sign-in"), new("Input.Name", "ana"), new("Input.Password", HostApp.Password)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("platform-session", CookiesOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_of_this_browser()
    {
        await _app.AdminAsync();
        using var browser = await _app.SignedInAsync("ana");
        using var other = await _app.SignedInAsync("ana");

        using var answer = await browser.SubmitAsync("/account", "sign-out", "/sign-out", []);
        using var after = await browser.GetAsync("/account");
        using var elsewhere = await other.GetAsync("/account");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Faccount", after.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_sign_somebody_out()
    {
        await _app.AdminAsync();
        using var browser = await _app.SignedInAsync("ana");

        using var answer = await browser.PostAsync("/sign-out", [new("_handler", "sign-out")]);
        using var after = await browser.GetAsync("/account");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private static string CookiesOf(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join('\n', cookies) : "";

    private static string SessionCookieOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("platform-session=", StringComparison.Ordinal));

    private static string Attributes(string cookie) => cookie[cookie.IndexOf(';', StringComparison.Ordinal)..];
}
