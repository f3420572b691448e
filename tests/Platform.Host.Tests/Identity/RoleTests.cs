using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.Extensions.Options;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Identity;

public sealed class RoleTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly HostApp _app = shared.App;

    [Theory]
    [InlineData(Roles.Viewer, Policies.View, true)]
    [InlineData(Roles.Viewer, Policies.Operate, false)]
    [InlineData(Roles.Viewer, Policies.Administer, false)]
    [InlineData(Roles.Operator, Policies.View, true)]
    [InlineData(Roles.Operator, Policies.Operate, true)]
    [InlineData(Roles.Operator, Policies.Administer, false)]
    [InlineData(Roles.Admin, Policies.View, true)]
    [InlineData(Roles.Admin, Policies.Operate, true)]
    [InlineData(Roles.Admin, Policies.Administer, true)]
    public async Task Each_role_includes_the_ones_below(string role, string policy, bool allowed)
    {
        var user = await _app.UserAsync($"{role}-{policy}", role);

        var answer = await _app.Get<IAuthorizationService>().AuthorizeAsync(await _app.PrincipalOfAsync(user.Id), policy);

        Assert.Equal(allowed, answer.Succeeded);
    }

    [Theory]
    [InlineData("/api/v1/me", HttpStatusCode.OK)]
    [InlineData("/api/v1/users", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/api-keys", HttpStatusCode.Forbidden)]
    public async Task A_viewer_reads_what_is_his_and_is_told_no_elsewhere(string url, HttpStatusCode status)
    {
        using var viewer = await _app.ProgramAsync(Roles.Viewer);

        using var answer = await viewer.GetAsync(new Uri(url, UriKind.Relative));

        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.Forbidden) await answer.AssertProblemAsync(status, "auth.forbidden");
    }

    [Fact]
    public async Task A_person_without_the_right_sees_a_page_that_says_so()
    {
        await _app.UserAsync("vic");
        using var browser = await _app.SignedInAsync("vic");

        using var refused = await browser.GetAsync("/users");
        using var page = await browser.GetAsync(refused.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("Not allowed", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users", "Who may sign in")]
    [InlineData("/api-keys", "What programs call the API with")]
    [InlineData("/account", "Change the password")]
    public async Task An_administrator_sees_the_pages(string url, string text)
    {
        using var browser = await _app.SignedInAsync("ana");

        var page = await browser.ReadAsync(url);

        Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_without_a_policy_is_closed()
    {
        var options = _app.Get<IOptions<AuthorizationOptions>>().Value;

        Assert.NotNull(options.FallbackPolicy);
        Assert.Contains(options.FallbackPolicy.Requirements, r => r is DenyAnonymousAuthorizationRequirement);
    }
}
