using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>Asks for a check as soon as a worker is free. The result comes as the event <c>stream.checked</c>.</summary>
internal sealed class CheckStreamNow(IDbContextFactory<StreamHealthDb> databases, StreamChecks checks, IOptionsMonitor<StreamHealthSettings> settings)
{
    public async Task<Result<StreamView>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.FindLivingAsync(id, cancellationToken) is not { } stream) return StreamErrors.NotFound(id);
        var asked = await checks.RunNowAsync(stream, cancellationToken);
        return asked.Map(_ => stream.ToView(settings.CurrentValue));
    }
}
