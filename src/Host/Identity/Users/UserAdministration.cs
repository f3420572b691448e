using System.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Identity.Authentication;
using Platform.Host.Identity.Passwords;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.Users;

/// <summary>What an administrator does with users. There is always an enabled administrator left, and nobody removes himself.</summary>
internal sealed class UserAdministration(
    IDbContextFactory<HostDb> databases, UserFactory factory, PasswordHashing passwords, Sessions sessions, AuditLog audit, LiveEvents live,
    TimeProvider clock)
{
    public async Task<Result<UserView>> CreateAsync(Actor actor, NewUser wanted, CancellationToken cancellationToken)
    {
        var made = factory.Make(wanted.Name, wanted.Password, wanted.Role);
        if (!made.Ok) return made.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Users.AnyAsync(u => u.NormalizedName == made.Value.NormalizedName, cancellationToken)) return NameTaken;
        db.Users.Add(made.Value);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (Contention.IsLostRace(e))
        {
            return NameTaken;
        }

        return Done(actor, made.Value, new Deed("user.created", made.Value.Role));
    }

    public async Task<Result<UserView>> ChangeAsync(Actor actor, Guid id, UserChange change, CancellationToken cancellationToken)
    {
        if (change.Role is not null && UserFactory.CheckRole(change.Role) is { } unknownRole) return unknownRole;
        return await WithUserAsync(actor, id, async (db, user) =>
        {
            var role = change.Role ?? user.Role;
            var disabled = change.Disabled ?? user.Disabled;
            if (role == user.Role && disabled == user.Disabled) return Deed.Nothing;
            if (actor.Id == id) return Error.Conflict("user.self", "You cannot change your own role or disable yourself. Ask another administrator.");
            if ((disabled || role != Roles.Admin) && await IsLastAdminAsync(db, user, cancellationToken)) return LastAdmin;

            var what = role != user.Role ? "user.role_changed" : disabled ? "user.disabled" : "user.enabled";
            (user.Role, user.Disabled, user.SecurityStamp) = (role, disabled, Sessions.NewStamp());
            return new Deed(what, role);
        }, cancellationToken);
    }

    /// <summary>Gives the user a new password and ends all of the user's sessions.</summary>
    public Task<Result<UserView>> SetPasswordAsync(Actor actor, Guid id, string? password, CancellationToken cancellationToken) =>
        WithUserAsync(actor, id, (_, user) =>
        {
            if (PasswordRules.Check(password, user.Name) is { } weak) return Task.FromResult<Result<Deed>>(weak);
            user.ChangePassword(passwords.Hash(password!), clock.GetUtcNow());
            return Task.FromResult<Result<Deed>>(new Deed("user.password_set"));
        }, cancellationToken);

    public async Task<Result<Unit>> DeleteAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var deleted = await WithUserAsync(actor, id, async (db, user) =>
        {
            if (actor.Id == id) return Error.Conflict("user.self", "You cannot delete yourself. Ask another administrator.");
            if (await IsLastAdminAsync(db, user, cancellationToken)) return LastAdmin;
            db.Users.Remove(user);
            return new Deed("user.deleted");
        }, cancellationToken);
        return deleted.Map(_ => Unit.Value);
    }

    private async Task<Result<UserView>> WithUserAsync(Actor actor, Guid id, Func<HostDb, User, Task<Result<Deed>>> work, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            // Serializable: two administrators who demote each other at the same moment must not both succeed.
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
            if (user is null) return Error.NotFound("user", id);
            var deed = await work(db, user);
            if (!deed.Ok) return deed.Error;
            if (deed.Value == Deed.Nothing) return UserView.From(user);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return Done(actor, user, deed.Value);
        }
        catch (Exception e) when (Contention.IsLostRace(e))
        {
            return Error.Conflict("user.changed_meanwhile", "Somebody changed users at the same moment. Look again and repeat.");
        }
    }

    private UserView Done(Actor actor, User user, Deed deed)
    {
        sessions.Forget(user.Id);
        audit.Done(actor, deed.Action, user.Name, deed.Detail);
        live.Publish(new LiveEvent(deed.Action, user.Id.ToString(), clock.GetUtcNow()) { Audience = Policies.Administer });
        return UserView.From(user);
    }

    private static async Task<bool> IsLastAdminAsync(HostDb db, User user, CancellationToken cancellationToken) =>
        user is { Role: Roles.Admin, Disabled: false }
        && !await db.Users.AnyAsync(u => u.Id != user.Id && u.Role == Roles.Admin && !u.Disabled, cancellationToken);

    private static Error NameTaken => Error.Conflict("user.name_taken", "There is a user of this name already.");

    private static Error LastAdmin => Error.Conflict("user.last_admin", "This is the last enabled administrator. Make another one first.");

    private sealed record Deed(string Action, string Detail = "")
    {
        public static readonly Deed Nothing = new("");
    }
}
