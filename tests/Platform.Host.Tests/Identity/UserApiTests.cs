using System.Net;
using System.Net.Http.Json;
using Platform.Host.Identity.Users;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Identity;

public sealed class UserApiTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly HostApp _app = shared.App;

    [Fact]
    public async Task A_user_can_be_added_read_listed_changed_and_deleted()
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);

        using var made = await admin.PostJsonAsync("/api/v1/users", new { name = "bonnie", password = HostApp.Password, role = Roles.Operator });
        var url = made.Headers.Location!.ToString();
        var read = await admin.GetJsonAsync(url);
        using var changed = await admin.PatchAsJsonAsync(new Uri(url, UriKind.Relative), new { disabled = true });
        using var password = await admin.PostJsonAsync(url + ":set-password", new { password = "another-horse-battery" });
        var list = await admin.GetJsonAsync("/api/v1/users?search=BONN");
        using var deleted = await admin.DeleteAsync(new Uri(url, UriKind.Relative));
        using var gone = await admin.GetAsync(new Uri(url, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("bonnie", read.GetProperty("name").GetString());
        Assert.False(read.TryGetProperty("passwordHash", out _));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, password.StatusCode);
        Assert.True(Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("disabled").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await gone.AssertProblemAsync(HttpStatusCode.NotFound, "user.not_found");
    }

    [Fact]
    public async Task Two_users_cannot_have_the_same_name()
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);

        using var answer = await admin.PostJsonAsync("/api/v1/users", new { name = "ANA", password = HostApp.Password, role = Roles.Viewer });

        await answer.AssertProblemAsync(HttpStatusCode.Conflict, "user.name_taken");
    }

    [Theory]
    [InlineData("b", HostApp.Password, Roles.Viewer, "user.name_invalid")]
    [InlineData("bob smith", HostApp.Password, Roles.Viewer, "user.name_invalid")]
    [InlineData("bob", "short", Roles.Viewer, "password.weak")]
    [InlineData("bob", "qwertyuiop", Roles.Viewer, "password.weak")]
    [InlineData("bob", HostApp.Password, "root", "role.unknown")]
    public async Task What_is_wrong_with_a_new_user_is_said(string name, string password, string role, string code)
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);

        using var answer = await admin.PostJsonAsync("/api/v1/users", new { name, password, role });

        await answer.AssertProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Nobody_removes_himself_or_changes_his_own_role()
    {
        var ana = (await _app.Get<UserQueries>().FindAsync("ana", CancellationToken.None)).Value;
        await _app.UserAsync("second-admin", Roles.Admin);
        using var browser = await _app.SignedInAsync("ana");
        var url = new Uri($"/api/v1/users/{ana.Id}", UriKind.Relative);

        using var deleted = await browser.Client.DeleteAsync(url);
        using var disabled = await browser.Client.PatchAsJsonAsync(url, new { disabled = true });
        using var demoted = await browser.Client.PatchAsJsonAsync(url, new { role = Roles.Viewer });

        await deleted.AssertProblemAsync(HttpStatusCode.Conflict, "user.self");
        await disabled.AssertProblemAsync(HttpStatusCode.Conflict, "user.self");
        await demoted.AssertProblemAsync(HttpStatusCode.Conflict, "user.self");
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_without_gap_or_repetition()
    {
        for (var i = 0; i < 6; i++) await _app.UserAsync($"paged{i}");
        using var admin = await _app.ProgramAsync(Roles.Admin);

        List<string> names = [];
        var cursor = "";
        do
        {
            var page = await admin.GetJsonAsync($"/api/v1/users?limit=4&search=paged{cursor}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("name").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(["paged0", "paged1", "paged2", "paged3", "paged4", "paged5"], names);
    }

    [Theory]
    [InlineData("/api/v1/users?cursor=nonsense", "list.cursor_invalid")]
    [InlineData("/api/v1/users?limit=0", "list.limit_invalid")]
    [InlineData("/api/v1/api-keys?cursor=nonsense", "list.cursor_invalid")]
    public async Task A_page_that_cannot_be_is_refused(string address, string code)
    {
        using var admin = await _app.ProgramAsync(Roles.Admin);

        using var answer = await admin.GetAsync(new Uri(address, UriKind.Relative));

        await answer.AssertProblemAsync(HttpStatusCode.BadRequest, code);
    }
}
