using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Legacy;

/// <summary>Adds the stream if it is new, and has it checked.</summary>
internal sealed class LegacyCheck(CreateStream create, CheckStreamNow check, IDbContextFactory<StreamHealthDb> databases)
{
    public async Task<Result<StreamView>> RunAsync(string url, CancellationToken cancellationToken)
    {
        // A new stream is checked at once, without being asked.
        return await FindAsync(StreamId.Of(url), cancellationToken) is { } known
            ? await check.RunAsync(known, cancellationToken)
            : await create.RunAsync(new StreamInput { Url = url }, cancellationToken);
    }

    private async Task<Guid?> FindAsync(string identity, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Living().Where(s => s.Identity == identity).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
