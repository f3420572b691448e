using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams.Dependencies;

namespace Platform.StreamHealth.Streams;

/// <summary>Adds a stream and schedules its checks. An address that is watched already is a conflict that names the other.</summary>
internal sealed class CreateStream(
    IDbContextFactory<StreamHealthDb> databases, StreamRules rules, StreamChecks checks, IOptionsMonitor<StreamHealthSettings> settings, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<StreamView>> RunAsync(StreamInput input, CancellationToken cancellationToken)
    {
        var definition = await rules.CheckAsync(input, cancellationToken);
        if (!definition.Ok) return definition.Error;

        var now = clock.GetUtcNow();
        var stream = definition.Value.ToStream(now);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await StreamLinks.CheckAsync(db, stream, cancellationToken) is { } dangling) return dangling;
        if (await db.FindDuplicateAsync(stream, cancellationToken) is { } existing) return StreamErrors.Duplicate(existing);
        db.Streams.Add(stream);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody may have added the same address between the look and the write; anything else is not ours to hide.
            if (await db.FindDuplicateAsync(stream, cancellationToken) is { } other) return StreamErrors.Duplicate(other);
            throw;
        }

        await checks.FollowAsync(stream, cancellationToken);
        live.StreamChanged(stream, now);
        return stream.ToView(settings.CurrentValue) with { Warnings = definition.Value.Warnings };
    }
}
