using System.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Identity.Authentication;
using Platform.Host.Identity.Passwords;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.Users;

/// <summary>What an administrator does with users. There is always an enabled administrator left, and nobody removes himself.</summary>
internal sealed class UserAdministration(
    IDbContextFactory<HostDb> databases, UserFactory factory, PasswordHashing passwords, Sessions sessions, AuditLog audit, TimeProvider clock)
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

        audit.Done(actor, "user.created", made.Value.Name, made.Value.Role);
        return UserView.From(made.Value);
    }

    public async Task<Result<UserView>> ChangeAsync(Actor actor, Guid id, UserChange change, CancellationToken cancellationToken)
    {
        if (change.Role is not null && UserFactory.CheckRole(change.Role) is { } unknownRole) return unknownRole;
        return await WithUserAsync(id, async (db, user) =>
        {
            var role = change.Role ?? user.Role;
            var disabled = change.Disabled ?? user.Disabled;
            if (role == user.Role && disabled == user.Disabled) return UserView.From(user);
            if (actor.Id == id) return Error.Conflict("user.self", "You cannot change your own role or disable yourself. Ask another administrator.");
            if ((disabled || role != Roles.Admin) && await IsLastAdminAsync(db, user, cancellationToken)) return LastAdmin;

            var what = role == user.Role ? disabled ? "user.disabled" : "user.enabled" : "user.role_changed";
            (user.Role, user.Disabled, user.SecurityStamp) = (role, disabled, Sessions.NewStamp());
            return await SavedAsync(db, actor, what, user, role, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Gives the user a new password and ends all of the user's sessions.</summary>
    public Task<Result<UserView>> SetPasswordAsync(Actor actor, Guid id, string? password, CancellationToken cancellationToken) =>
        WithUserAsync(id, async (db, user) =>
        {
            if (PasswordRules.Check(password, user.Name) is { } weak) return weak;
            user.ChangePassword(passwords.Hash(password!), clock.GetUtcNow());
            return await SavedAsync(db, actor, "user.password_set", user, "", cancellationToken);
        }, cancellationToken);

    public async Task<Result<Unit>> DeleteAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var deleted = await WithUserAsync(id, async (db, user) =>
        {
            if (actor.Id == id) return Error.Conflict("user.self", "You cannot delete yourself. Ask another administrator.");
            if (await IsLastAdminAsync(db, user, cancellationToken)) return LastAdmin;
            db.Users.Remove(user);
            return await SavedAsync(db, actor, "user.deleted", user, "", cancellationToken);
        }, cancellationToken);
        return deleted.Map(_ => Unit.Value);
    }

    private async Task<Result<UserView>> WithUserAsync(Guid id, Func<HostDb, User, Task<Result<UserView>>> work, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            // Serializable: two administrators who demote each other at the same moment must not both succeed.
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
            if (user is null) return Error.NotFound("user", id);
            var result = await work(db, user);
            if (result.Ok) await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception e) when (Contention.IsLostRace(e))
        {
            return Error.Conflict("user.changed_meanwhile", "Somebody changed users at the same moment. Look again and repeat.");
        }
        finally
        {
            sessions.Forget(id);
        }
    }

    private async Task<Result<UserView>> SavedAsync(HostDb db, Actor actor, string what, User user, string detail, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        audit.Done(actor, what, user.Name, detail);
        return UserView.From(user);
    }

    private static async Task<bool> IsLastAdminAsync(HostDb db, User user, CancellationToken cancellationToken) =>
        user is { Role: Roles.Admin, Disabled: false }
        && !await db.Users.AnyAsync(u => u.Id != user.Id && u.Role == Roles.Admin && !u.Disabled, cancellationToken);

    private static Error NameTaken => Error.Conflict("user.name_taken", "There is a user of this name already.");

    private static Error LastAdmin => Error.Conflict("user.last_admin", "This is the last enabled administrator. Make another one first.");
}
