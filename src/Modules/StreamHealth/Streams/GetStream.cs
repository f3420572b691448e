using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>Reads one stream.</summary>
internal sealed class GetStream(IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<StreamHealthSettings> settings)
{
    public async Task<Result<StreamView>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var view = await db.Living().AsNoTracking().Where(s => s.Id == id).Select(StreamProjection.View).FirstOrDefaultAsync(cancellationToken);
        return view is null ? StreamErrors.NotFound(id) : view.Complete(settings.CurrentValue);
    }
}
