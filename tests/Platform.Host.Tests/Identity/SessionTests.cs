using System.Net;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Platform.Host.Identity;
using Platform.Host.Identity.Authentication;
using Platform.Host.Identity.Users;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Identity;

/// <summary>What ends a session, and what does not.</summary>
public sealed class SessionTests : IDisposable
{
    private const string NewPassword = "another-horse-battery";
    private readonly HostApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_keeps_this_one()
    {
        await _app.AdminAsync();
        using var here = await _app.SignedInAsync("ana");
        using var elsewhere = await _app.SignedInAsync("ana");

        using var changed = await ChangeAsync(here, HostApp.Password, NewPassword);

        Assert.Equal("/account?changed=true", new Uri(here.Client.BaseAddress!, changed.Headers.Location!).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(elsewhere));
        using var old = await _app.Browse().SignInAsync("ana", HostApp.Password);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
    }

    [Theory]
    [InlineData("wrong-horse-battery", NewPassword, "The current password is wrong.")]
    [InlineData(HostApp.Password, "short", "at least 10 characters")]
    [InlineData(HostApp.Password, "my-friend-ana-at-work", "contains the user name")]
    public async Task A_password_change_says_what_is_wrong(string current, string wanted, string message)
    {
        await _app.AdminAsync();
        using var browser = await _app.SignedInAsync("ana");

        using var answer = await ChangeAsync(browser, current, wanted);

        Assert.Contains(message, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
    }

    [Fact]
    public async Task The_current_password_cannot_be_guessed_without_end()
    {
        await _app.AdminAsync();
        using var browser = await _app.SignedInAsync("ana");
        for (var i = 0; i < 5; i++) using (await ChangeAsync(browser, "wrong-horse-battery", NewPassword)) { }

        using var answer = await ChangeAsync(browser, HostApp.Password, NewPassword);

        Assert.Contains("Too many attempts", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_out_everywhere_ends_every_session()
    {
        await _app.AdminAsync();
        using var here = await _app.SignedInAsync("ana");
        using var elsewhere = await _app.SignedInAsync("ana");

        using var answer = await here.SubmitAsync("/account", "everywhere");

        Assert.Equal("/sign-in?reason=everywhere", new Uri(here.Client.BaseAddress!, answer.Headers.Location!).PathAndQuery);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(here));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(elsewhere));
    }

    [Fact]
    public async Task Disabling_demoting_and_deleting_a_user_end_the_users_sessions()
    {
        await _app.AdminAsync();
        var administration = _app.Get<UserAdministration>();
        foreach (var end in (Func<Guid, Task>[])
                 [
                     id => administration.ChangeAsync(Actor.CommandLine, id, new UserChange(Disabled: true), CancellationToken.None),
                     id => administration.ChangeAsync(Actor.CommandLine, id, new UserChange(Role: Roles.Viewer), CancellationToken.None),
                     id => administration.SetPasswordAsync(Actor.CommandLine, id, NewPassword, CancellationToken.None),
                     id => administration.DeleteAsync(Actor.CommandLine, id, CancellationToken.None),
                 ])
        {
            var user = await _app.UserAsync($"u{Guid.NewGuid():N}", Roles.Operator);
            using var browser = await _app.SignedInAsync(user.Name);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

            await end(user.Id);

            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser));
        }
    }

    [Fact]
    public async Task A_live_page_loses_its_user_within_a_minute()
    {
        await _app.AdminAsync();
        var bob = await _app.UserAsync("bob");
        using var scope = _app.Services.CreateScope();
        var circuit = (CircuitRevalidation)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(await _app.PrincipalOfAsync(bob.Id))));
        var changed = new TaskCompletionSource<AuthenticationState>();
        circuit.AuthenticationStateChanged += async state => changed.TrySetResult(await state);

        await _app.Get<UserAdministration>().ChangeAsync(Actor.CommandLine, bob.Id, new UserChange(Disabled: true), CancellationToken.None);

        var state = await changed.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(state.User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task Sessions_survive_a_restart()
    {
        await _app.AdminAsync();
        using var browser = await _app.SignedInAsync("ana");
        using var page = await browser.GetAsync("/account");
        var cookie = page.RequestMessage!.Headers.GetValues("Cookie").Single();
        using var restarted = _app.Restart();
        using var client = restarted.CreateClient(new() { HandleCookies = false });

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/me", UriKind.Relative)) { Headers = { { "Cookie", cookie } } };
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> ChangeAsync(Browser browser, string current, string wanted) =>
        browser.SubmitAsync("/account", "password", ("Input.Current", current), ("Input.Password", wanted), ("Input.Repeated", wanted));

    private static async Task<HttpStatusCode> StatusAsync(Browser browser)
    {
        using var answer = await browser.GetAsync("/api/v1/me");
        return answer.StatusCode;
    }
}
