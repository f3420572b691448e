using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>Adds a stream that is checked and judged like another, at another address.</summary>
internal sealed class CloneStream(IDbContextFactory<StreamHealthDb> databases, CreateStream create)
{
    public async Task<Result<StreamView>> RunAsync(Guid id, CloneInput input, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.FindLivingAsync(id, cancellationToken) is not { } stream) return StreamErrors.NotFound(id);
        var copy = StreamInputs.Of(stream) with { Url = input.Url, Name = input.Name, Enabled = input.Enabled ?? stream.Enabled };
        return await create.RunAsync(copy, cancellationToken);
    }
}
