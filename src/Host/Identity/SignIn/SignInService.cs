using System.Net;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Identity.Passwords;
using Platform.Host.Identity.Users;
using Platform.Kernel.Results;
using Platform.Kernel.Text;

namespace Platform.Host.Identity.SignIn;

/// <summary>Checks a name and a password.</summary>
internal sealed partial class SignInService(
    IDbContextFactory<HostDb> databases, PasswordHashing passwords, SignInLimiter limiter, AuditLog audit, TimeProvider clock,
    ILogger<SignInService> log)
{
    /// <summary>The user, or why not: the same answer for a wrong password, an unknown name and a disabled user.</summary>
    public async Task<Result<User>> CheckAsync(string? name, string? password, IPAddress? address, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrEmpty(password)) return Error.Invalid("sign_in.incomplete", "Enter your name and your password.");
        if (name.Length > User.NameLength || password.Length > PasswordRules.MaximumLength) return Wrong;

        var normalized = UserNames.Normalize(name);
        if (limiter.Begin(normalized, address) is { } wait)
        {
            audit.Refused("sign-in.limited", name, $"{address}");
            return new Error(ErrorKind.TooMany, "sign_in.limited", $"Too many attempts. Try again in {Spans.Text(TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)))}.");
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.FirstOrDefaultAsync(u => u.NormalizedName == normalized, cancellationToken);
        var verdict = passwords.Verify(user?.PasswordHash, password);
        if (user is null || user.Disabled || verdict == PasswordVerdict.Wrong)
        {
            audit.Refused("sign-in.refused", name, $"{address}");
            return Wrong;
        }

        limiter.Succeeded(normalized, address);
        user.LastSignInAt = clock.GetUtcNow();
        if (verdict == PasswordVerdict.RightButOutdated) user.PasswordHash = passwords.Hash(password);
        await NoteSignInAsync(db, user, cancellationToken);
        audit.Done(new Actor(Actor.User, user.Id, user.Name), "sign-in.done", user.Name, $"{address}");
        return user;
    }

    // A full disk must not keep out whoever could help, so this may fail.
    private async Task NoteSignInAsync(HostDb db, User user, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e)
        {
            NotNoted(e, user.Id);
        }
    }

    private static Error Wrong => Error.Invalid("sign_in.wrong", "The name or the password is wrong, or the user is disabled.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sign-in of user {UserId} could not be noted")]
    private partial void NotNoted(Exception exception, Guid userId);
}
