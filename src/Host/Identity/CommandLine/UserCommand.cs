using System.CommandLine;
using Platform.Host.Identity.Users;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.CommandLine;

/// <summary><c>platform user</c>: who may sign in, for the machine's administrator; also the way back in after a lost password.</summary>
internal sealed class UserCommand : Command
{
    public UserCommand(CommandServices services)
        : base("user", "Manage who may sign in to the console. Works on the database, whether the service runs or not.")
    {
        Add(new Command("list", "List users.").Does(services, (_, provider, ct) => ListAsync(provider, ct), List));
        Add(AddVerb(services));
        Add(SetPassword(services));
        Add(SetRole(services));
        Add(Switch("disable", "Keep a user from signing in; ends the user's sessions.", true, services));
        Add(Switch("enable", "Let a disabled user sign in again.", false, services));
        Add(Delete(services));
    }

    private static Argument<string> UserName => new("name") { Description = "The user's name." };

    private static Command AddVerb(CommandServices services)
    {
        var name = UserName;
        var role = new Option<string>("--role") { Description = "viewer, operator or admin.", DefaultValueFactory = _ => Roles.Viewer }.AcceptOnlyFromAmong([.. Roles.All]);
        var stdin = PasswordInput.Option();
        return new Command("add", "Add a user.") { name, role, stdin }.Does(services, async (parsed, provider, ct) =>
        {
            var password = await PasswordInput.ReadAsync(parsed.GetValue(stdin), ct);
            if (!password.Ok) return password.Error;
            var user = new NewUser(parsed.GetValue(name), password.Value, parsed.GetValue(role));
            return await provider.GetRequiredService<UserAdministration>().CreateAsync(Actor.CommandLine, user, ct);
        }, user => $"Added {user.Name} ({user.Role}).");
    }

    private static Command SetPassword(CommandServices services)
    {
        var name = UserName;
        var stdin = PasswordInput.Option();
        return new Command("set-password", "Give a user a new password; ends the user's sessions.") { name, stdin }.Does(services, (parsed, provider, ct) =>
            WithUserAsync(provider, parsed.GetValue(name)!, async (administration, id) =>
            {
                var password = await PasswordInput.ReadAsync(parsed.GetValue(stdin), ct);
                return password.Ok ? await administration.SetPasswordAsync(Actor.CommandLine, id, password.Value, ct) : password.Error;
            }, ct), user => $"{user.Name} has a new password.");
    }

    private static Command SetRole(CommandServices services)
    {
        var name = UserName;
        var role = new Argument<string>("role") { Description = "viewer, operator or admin." }.AcceptOnlyFromAmong([.. Roles.All]);
        return new Command("set-role", "Change a user's role; ends the user's sessions.") { name, role }.Does(services, (parsed, provider, ct) =>
            WithUserAsync(provider, parsed.GetValue(name)!, (administration, id) =>
                administration.ChangeAsync(Actor.CommandLine, id, new UserChange(Role: parsed.GetValue(role)), ct), ct), user => $"{user.Name} is {user.Role}.");
    }

    private static Command Switch(string verb, string description, bool disabled, CommandServices services)
    {
        var name = UserName;
        return new Command(verb, description) { name }.Does(services, (parsed, provider, ct) =>
            WithUserAsync(provider, parsed.GetValue(name)!, (administration, id) =>
                administration.ChangeAsync(Actor.CommandLine, id, new UserChange(Disabled: disabled), ct), ct), user => $"{user.Name} is {(user.Disabled ? "disabled" : "enabled")}.");
    }

    private static Command Delete(CommandServices services)
    {
        var name = UserName;
        return new Command("delete", "Delete a user.") { name }.Does(services, async (parsed, provider, ct) =>
        {
            var user = await provider.GetRequiredService<UserQueries>().FindAsync(parsed.GetValue(name)!, ct);
            if (!user.Ok) return user;
            var deleted = await provider.GetRequiredService<UserAdministration>().DeleteAsync(Actor.CommandLine, user.Value.Id, ct);
            return deleted.Ok ? user : deleted.Error;
        }, user => $"Deleted {user.Name}.");
    }

    private static async Task<Result<UserView>> WithUserAsync(
        IServiceProvider provider, string name, Func<UserAdministration, Guid, Task<Result<UserView>>> work, CancellationToken cancellationToken)
    {
        var user = await provider.GetRequiredService<UserQueries>().FindAsync(name, cancellationToken);
        return user.Ok ? await work(provider.GetRequiredService<UserAdministration>(), user.Value.Id) : user;
    }

    private static async Task<Result<List<UserView>>> ListAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        var queries = provider.GetRequiredService<UserQueries>();
        List<UserView> all = [];
        string? cursor = null;
        do
        {
            var page = await queries.ListAsync(null, new PageRequest(cursor, PageRequest.MaxLimit), cancellationToken);
            if (!page.Ok) return page.Error;
            all.AddRange(page.Value.Items);
            cursor = page.Value.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static string List(List<UserView> users) => users.Count == 0
        ? "There are no users yet. Add the first: platform user add admin --role admin"
        : TextTable.Write(["NAME", "ROLE", "STATE", "LAST SIGN-IN"], users.Select(u => (string[])[u.Name, u.Role, u.Disabled ? "disabled" : "enabled", TextTable.Time(u.LastSignInAt)]));
}
