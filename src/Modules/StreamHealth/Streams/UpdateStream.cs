using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams.Dependencies;

namespace Platform.StreamHealth.Streams;

/// <summary>Replaces a stream's definition. Its status and history stay, even if the address moves.</summary>
internal sealed class UpdateStream(
    IDbContextFactory<StreamHealthDb> databases, StreamRules rules, StreamChecks checks, IOptionsMonitor<StreamHealthSettings> settings, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<StreamView>> RunAsync(Guid id, StreamInput input, CancellationToken cancellationToken)
    {
        var definition = await rules.CheckAsync(input, cancellationToken);
        if (!definition.Ok) return definition.Error;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.FindLivingAsync(id, cancellationToken) is not { } stream) return StreamErrors.NotFound(id);
        if (input.Version is { } read && read != stream.Version) return StreamErrors.Changed(stream.Version);

        var now = clock.GetUtcNow();
        definition.Value.ApplyTo(stream, now);
        if (await StreamLinks.CheckAsync(db, stream, cancellationToken) is { } dangling) return dangling;
        if (await db.FindDuplicateAsync(stream, cancellationToken) is { } existing) return StreamErrors.Duplicate(existing);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return StreamErrors.Changed(stream.Version);
        }

        await checks.FollowAsync(stream, cancellationToken);
        live.StreamChanged(stream, now);
        return stream.ToView(settings.CurrentValue) with { Warnings = definition.Value.Warnings };
    }
}
