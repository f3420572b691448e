using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;

namespace Platform.Host.Identity.Setup;

/// <summary>Whether there is somebody who can sign in. Once yes, always yes: the last administrator cannot be removed.</summary>
internal sealed class SetupState(IDbContextFactory<HostDb> databases)
{
    private volatile bool _done;

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        if (_done) return true;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return _done = await db.Users.AnyAsync(cancellationToken);
    }
}
