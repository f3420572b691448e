using System.Net;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Identity.Authentication;
using Platform.Host.Identity.Passwords;
using Platform.Host.Identity.SignIn;
using Platform.Host.Identity.Users;
using Platform.Kernel.Results;
using Platform.Kernel.Text;

namespace Platform.Host.Identity.Account;

/// <summary>What people do with their own account.</summary>
internal sealed class OwnAccount(
    IDbContextFactory<HostDb> databases, PasswordHashing passwords, SignInLimiter limiter, Sessions sessions, AuditLog audit, TimeProvider clock)
{
    /// <summary>Changes the password and ends all sessions, this one too: the caller starts a new one with the returned user.</summary>
    public async Task<Result<User>> ChangePasswordAsync(Actor actor, PasswordChange change, IPAddress? address, CancellationToken cancellationToken)
    {
        if (change.Password != change.Repeated) return Error.InvalidField("repeated", "password.mismatch", "The two new passwords differ.");
        if (PasswordRules.Check(change.Password, actor.Name) is { } weak) return weak;
        // Somebody at an unlocked screen must not try passwords without end.
        if (limiter.Begin(UserNames.Normalize(actor.Name), address) is { } wait)
        {
            return new Error(ErrorKind.TooMany, "sign_in.limited", $"Too many attempts. Try again in {Spans.Text(TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)))}.");
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == actor.Id, cancellationToken);
        if (user is null || passwords.Verify(user.PasswordHash, Bounded(change.Current)) == PasswordVerdict.Wrong)
        {
            audit.Refused("password.change_refused", actor.Name, $"{address}");
            return Error.InvalidField("current", "password.wrong", "The current password is wrong.");
        }

        limiter.Succeeded(user.NormalizedName, address);
        user.ChangePassword(passwords.Hash(change.Password!), clock.GetUtcNow());
        await SaveAsync(db, user, cancellationToken);
        audit.Done(actor, "password.changed", user.Name);
        return user;
    }

    /// <summary>Ends every session of the user, on every device.</summary>
    public async Task SignOutEverywhereAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == actor.Id, cancellationToken);
        if (user is null) return;
        user.SecurityStamp = Sessions.NewStamp();
        await SaveAsync(db, user, cancellationToken);
        audit.Done(actor, "sessions.ended", user.Name);
    }

    private static string Bounded(string? password) => password is { Length: <= PasswordRules.MaximumLength } ? password : "";

    private async Task SaveAsync(HostDb db, User user, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        sessions.Forget(user.Id);
    }
}

/// <summary>A change of one's own password.</summary>
internal sealed record PasswordChange(string? Current, string? Password, string? Repeated);
