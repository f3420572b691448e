using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>Adds a channel, or changes one. A secret that is left out keeps its value, unless it is to be forgotten.</summary>
internal sealed class SaveChannel(
    IDbContextFactory<StreamHealthDb> databases, ChannelRules rules, ChannelVault vault, AlertSchedule schedule, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<ChannelView>> CreateAsync(ChannelInput input, CancellationToken cancellationToken)
    {
        var values = await rules.CheckAsync(input, kept: null, cancellationToken);
        if (!values.Ok) return values.Error;
        var now = clock.GetUtcNow();
        var channel = new AlertChannel
        {
            Id = Guid.CreateVersion7(now),
            Name = "",
            SortName = "",
            Kind = input.Kind,
            Enabled = true,
            Values = "{}",
            Secrets = "",
            SecretsSet = "",
            PerMinute = 0,
            Version = 0,
            CreatedAt = now,
            UpdatedAt = now,
        };
        Apply(channel, input, values.Value, now);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await IsTakenAsync(db, channel, cancellationToken)) return ChannelErrors.Duplicate(channel.Name);
        db.Add(channel);
        return await StoreAsync(db, channel, cancellationToken);
    }

    public async Task<Result<ChannelView>> UpdateAsync(Guid id, ChannelInput input, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<AlertChannel>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } channel) return ChannelErrors.NotFound(id);
        if (input.Version is { } read && read != channel.Version) return ChannelErrors.Changed(channel.Version);
        if (input.Kind != channel.Kind) return Error.InvalidField("kind", "channel.kind_fixed", "The kind of a channel does not change; add another channel.");

        // With its key gone there is nothing to keep: what is needed has to be entered again.
        var values = await rules.CheckAsync(input, vault.Open(channel), cancellationToken);
        if (!values.Ok) return values.Error;
        Apply(channel, input, values.Value, clock.GetUtcNow());
        if (await IsTakenAsync(db, channel, cancellationToken)) return ChannelErrors.Duplicate(channel.Name);
        return await StoreAsync(db, channel, cancellationToken);
    }

    private async Task<Result<ChannelView>> StoreAsync(StreamHealthDb db, AlertChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChannelErrors.Changed(channel.Version);
        }
        catch (DbUpdateException)
        {
            // Somebody may have taken the name between the look and the write; anything else is not ours to hide.
            if (await IsTakenAsync(db, channel, cancellationToken)) return ChannelErrors.Duplicate(channel.Name);
            throw;
        }

        await schedule.FollowAsync(channel, cancellationToken);
        live.Publish(new LiveEvent("alert.channel_changed", channel.Id.ToString(), clock.GetUtcNow()));
        return channel.ToView();
    }

    private static Task<bool> IsTakenAsync(StreamHealthDb db, AlertChannel channel, CancellationToken cancellationToken) =>
        db.Set<AlertChannel>().AnyAsync(c => c.SortName == channel.SortName && c.Id != channel.Id, cancellationToken);

    private void Apply(AlertChannel channel, ChannelInput input, ChannelValues values, DateTimeOffset now)
    {
        channel.Name = input.Name!.Trim();
        channel.SortName = channel.Name.ToLowerInvariant();
        channel.Enabled = input.Enabled;
        channel.PerMinute = input.PerMinute ?? ChannelFormats.Of(input.Kind).PerMinute;
        channel.SubjectTemplate = string.IsNullOrWhiteSpace(input.SubjectTemplate) ? null : input.SubjectTemplate.Trim();
        channel.BodyTemplate = string.IsNullOrWhiteSpace(input.BodyTemplate) ? null : input.BodyTemplate.Trim();
        vault.Store(channel, values);
        // Whoever mended the channel does not want to wait for the end of its rest.
        (channel.FailuresInRow, channel.RestUntil) = (0, null);
        channel.UpdatedAt = now;
        channel.Version++;
    }
}
