using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams.Groups;

/// <summary>Adds a group or replaces its definition. What its streams inherit, their schedules follow at once.</summary>
internal sealed class SaveGroup(
    IDbContextFactory<StreamHealthDb> databases, ReadGroups read, StreamChecks checks, LiveEvents live, TimeProvider clock)
{
    public const int MaxName = 100;

    public static Result<GroupInput> Check(GroupInput input)
    {
        var wrong = new Dictionary<string, string[]>();
        var name = input.Name?.Trim() ?? "";
        if (name.Length is 0 or > MaxName) wrong["name"] = [name.Length == 0 ? "A group needs a name." : $"A name has at most {MaxName} characters."];
        if (input.Position is < 0 or > 100_000) wrong["position"] = ["Between 0 and 100000."];
        var tidy = TermRules.Tidy(input, wrong) with { Name = name };
        return wrong.Count > 0 ? StreamRules.Wrong("group", wrong) : tidy;
    }

    public async Task<Result<GroupView>> CreateAsync(GroupInput input, CancellationToken cancellationToken)
    {
        var tidy = Check(input);
        if (!tidy.Ok) return tidy.Error;
        var now = clock.GetUtcNow();
        var group = New(tidy.Value, now);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Groups.Add(group);
        if (await StoreAsync(db, group, cancellationToken) is { } error) return error;
        Tell(group, now);
        return await read.GetAsync(group.Id, cancellationToken);
    }

    public async Task<Result<GroupView>> UpdateAsync(Guid id, GroupInput input, CancellationToken cancellationToken)
    {
        var tidy = Check(input);
        if (!tidy.Ok) return tidy.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Groups.FindAsync([id], cancellationToken) is not { } group) return GroupErrors.NotFound(id);
        if (input.Version is { } seen && seen != group.Version) return GroupErrors.Changed(group.Version);
        var now = clock.GetUtcNow();
        Apply(tidy.Value, group, now);
        if (await StoreAsync(db, group, cancellationToken) is { } error) return error;

        await checks.FollowAsync(await db.Living().Where(s => s.GroupId == id && s.Enabled).ToListAsync(cancellationToken), cancellationToken);
        Tell(group, now);
        return await read.GetAsync(id, cancellationToken);
    }

    /// <summary>A group that is not stored yet.</summary>
    public static StreamGroup New(GroupInput tidy, DateTimeOffset now)
    {
        var group = new StreamGroup { Id = Guid.CreateVersion7(now), Name = "", SortName = "", Version = 0, CreatedAt = now, UpdatedAt = now };
        Apply(tidy, group, now);
        return group;
    }

    private static void Apply(GroupInput tidy, StreamGroup group, DateTimeOffset now)
    {
        (group.Name, group.SortName, group.Position) = (tidy.Name, tidy.Name.ToLowerInvariant(), tidy.Position);
        group.Take(tidy);
        group.UpdatedAt = now;
        group.Version++;
    }

    private static async Task<Error?> StoreAsync(StreamHealthDb db, StreamGroup group, CancellationToken cancellationToken)
    {
        if (await TakenAsync(db, group, cancellationToken)) return GroupErrors.Duplicate(group.Name);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return GroupErrors.Changed(group.Version);
        }
        catch (DbUpdateException)
        {
            // Somebody may have taken the name between the look and the write; anything else is not ours to hide.
            if (await TakenAsync(db, group, cancellationToken)) return GroupErrors.Duplicate(group.Name);
            throw;
        }
    }

    private static Task<bool> TakenAsync(StreamHealthDb db, StreamGroup group, CancellationToken cancellationToken) =>
        db.Groups.AsNoTracking().AnyAsync(g => g.SortName == group.SortName && g.Id != group.Id, cancellationToken);

    private void Tell(StreamGroup group, DateTimeOffset now) => live.Publish(new LiveEvent("group.changed", group.Id.ToString(), now));
}
