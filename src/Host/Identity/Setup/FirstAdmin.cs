using System.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Identity.Users;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.Setup;

/// <summary>Makes the first administrator, exactly once however many ask at the same time.</summary>
internal sealed class FirstAdmin(IDbContextFactory<HostDb> databases, UserFactory factory, SetupLink link, AuditLog audit)
{
    /// <summary>By the set-up link: name and password as chosen in the browser.</summary>
    public async Task<Result<User>> CreateAsync(string? token, string? name, string? password, string? repeated, CancellationToken cancellationToken)
    {
        if (!link.Matches(token)) return Error.Invalid("setup.token_wrong", "This set-up link is not valid any more. Take the one printed at the latest start.");
        if (password != repeated) return Error.InvalidField("repeated", "password.mismatch", "The two passwords differ.");
        return await CreateAsync(name, password, signsIn: true, cancellationToken);
    }

    /// <summary>Without the link: for the machine's own administrator.</summary>
    public Task<Result<User>> CreateAsync(string? name, string? password, CancellationToken cancellationToken) =>
        CreateAsync(name, password, signsIn: false, cancellationToken);

    private async Task<Result<User>> CreateAsync(string? name, string? password, bool signsIn, CancellationToken cancellationToken)
    {
        var made = factory.Make(name, password, Roles.Admin);
        if (!made.Ok) return made;
        if (signsIn) made.Value.LastSignInAt = made.Value.CreatedAt;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            if (await db.Users.AnyAsync(cancellationToken)) return AlreadyDone;
            db.Users.Add(made.Value);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (Contention.IsLostRace(e))
        {
            return AlreadyDone;
        }

        audit.Done(Actor.Setup, "setup.done", made.Value.Name);
        return made;
    }

    private static Error AlreadyDone => Error.Conflict("setup.done", "The platform is set up already. Sign in instead.");
}
