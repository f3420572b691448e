using Platform.Host.Identity;
using Platform.Host.Identity.Users;
using Platform.Host.Tests.Support;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Identity;

/// <summary>There is always an enabled administrator, on both databases.</summary>
public abstract class LastAdminTests : IDisposable
{
    private protected abstract HostApp App { get; }

    public void Dispose()
    {
        App.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_deleted_disabled_or_demoted()
    {
        var ana = await App.AdminAsync();
        await App.DisabledUserAsync("carl");
        var administration = App.Get<UserAdministration>();

        var deleted = await administration.DeleteAsync(Actor.CommandLine, ana.Id, CancellationToken.None);
        var disabled = await administration.ChangeAsync(Actor.CommandLine, ana.Id, new UserChange(Disabled: true), CancellationToken.None);
        var demoted = await administration.ChangeAsync(Actor.CommandLine, ana.Id, new UserChange(Role: Roles.Operator), CancellationToken.None);

        Assert.All([deleted.Error, disabled.Error, demoted.Error], error => Assert.Equal("user.last_admin", error?.Code));
    }

    [Fact]
    public async Task A_disabled_administrator_does_not_count()
    {
        var ana = await App.AdminAsync();
        var bob = await App.UserAsync("bob", Roles.Admin);
        var administration = App.Get<UserAdministration>();
        await administration.ChangeAsync(Actor.CommandLine, bob.Id, new UserChange(Disabled: true), CancellationToken.None);

        var deleted = await administration.DeleteAsync(Actor.CommandLine, ana.Id, CancellationToken.None);

        Assert.Equal("user.last_admin", deleted.Error?.Code);
    }

    [Fact]
    public async Task Two_administrators_who_demote_each_other_at_once_do_not_both_succeed()
    {
        var administration = App.Get<UserAdministration>();
        var ana = await App.AdminAsync();
        for (var round = 0; round < 10; round++)
        {
            var bob = await App.UserAsync($"bob{round}", Roles.Admin);

            var results = await Task.WhenAll(Demote(ana.Id), Demote(bob.Id));

            Assert.Contains(results, r => !r.Ok);
            var admins = await App.Get<UserQueries>().ListAsync(null, new PageRequest(), CancellationToken.None);
            Assert.Contains(admins.Value.Items, u => u is { Role: Roles.Admin, Disabled: false });
            foreach (var user in new[] { ana, bob }) await administration.ChangeAsync(Actor.CommandLine, user.Id, new UserChange(Role: Roles.Admin), CancellationToken.None);
            await administration.DeleteAsync(Actor.CommandLine, bob.Id, CancellationToken.None);
        }

        Task<Result<UserView>> Demote(Guid id) =>
            Task.Run(() => administration.ChangeAsync(Actor.CommandLine, id, new UserChange(Role: Roles.Viewer), CancellationToken.None));
    }
}

public sealed class LastAdminOnSqliteTests : LastAdminTests
{
    private protected override HostApp App { get; } = new();
}
