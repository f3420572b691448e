using System.Net;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Identity.Setup;
using Platform.Host.Identity.SignIn;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Identity;

public sealed class UnattendedSetupTests
{
    [Fact]
    public async Task The_variable_makes_user_admin()
    {
        using var app = new HostApp { Settings = { [UnattendedSetup.Variable] = HostApp.Password } };

        using var browser = await app.SignedInAsync("admin");

        Assert.Equal(Roles.Admin, (await browser.Client.GetJsonAsync("/api/v1/me")).GetProperty("role").GetString());
        Assert.Null(await app.Get<SetupLink>().GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_password_may_come_from_a_file()
    {
        using var app = new HostApp();
        var file = Path.Combine(app.Folder, "secret");
        await File.WriteAllTextAsync(file, HostApp.Password + "\n");
        app.Settings[UnattendedSetup.Variable + "_FILE"] = file;

        using var browser = await app.SignedInAsync("admin");
    }

    [Fact]
    public async Task Once_set_up_the_variable_changes_nothing()
    {
        using var app = new HostApp();
        await app.AdminAsync();
        using var restarted = app.Restart();
        restarted.Settings[UnattendedSetup.Variable] = "another-good-password";

        var signIn = await restarted.Get<SignInService>().CheckAsync("admin", "another-good-password", IPAddress.Loopback, CancellationToken.None);

        Assert.Equal("sign_in.wrong", signIn.Error!.Code);
        Assert.Equal(1, await restarted.InDatabaseAsync(db => db.Users.CountAsync()));
    }

    [Fact]
    public void A_weak_password_stops_the_start_and_names_the_variable()
    {
        using var app = new HostApp { Settings = { [UnattendedSetup.Variable] = "1234" } };

        var failure = Assert.Throws<InvalidOperationException>(() => app.Services);

        Assert.Contains(UnattendedSetup.Variable, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", failure.Message, StringComparison.Ordinal);
    }
}
