using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>Adds a policy, or changes one. Outages under way go on by the new rules.</summary>
internal sealed class SavePolicy(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    public async Task<Result<PolicyView>> CreateAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await PolicyChecks.CheckAsync(db, input, cancellationToken);
        if (!rules.Ok) return rules.Error;
        var now = clock.GetUtcNow();
        var policy = new AlertPolicy
        {
            Id = Guid.CreateVersion7(now),
            Name = "",
            SortName = "",
            Enabled = true,
            Rules = rules.Value,
            Version = 0,
            CreatedAt = now,
            UpdatedAt = now,
        };
        Apply(policy, input, rules.Value, now);
        if (await IsTakenAsync(db, policy, cancellationToken)) return PolicyErrors.Duplicate(policy.Name);
        db.Add(policy);
        return await StoreAsync(db, policy, cancellationToken);
    }

    public async Task<Result<PolicyView>> UpdateAsync(Guid id, PolicyInput input, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<AlertPolicy>().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } policy) return PolicyErrors.NotFound(id);
        if (input.Version is { } read && read != policy.Version) return PolicyErrors.Changed(policy.Version);
        var rules = await PolicyChecks.CheckAsync(db, input, cancellationToken);
        if (!rules.Ok) return rules.Error;
        Apply(policy, input, rules.Value, clock.GetUtcNow());
        if (await IsTakenAsync(db, policy, cancellationToken)) return PolicyErrors.Duplicate(policy.Name);
        return await StoreAsync(db, policy, cancellationToken);
    }

    /// <summary>Deletes a policy. What it has written already is still sent; nothing follows.</summary>
    public async Task<Result<Unit>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AlertPolicy>().Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken) == 0 ? PolicyErrors.NotFound(id) : Unit.Value;
    }

    private static async Task<Result<PolicyView>> StoreAsync(StreamHealthDb db, AlertPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return ReadPolicies.ToView(policy, active: 0);
        }
        catch (DbUpdateConcurrencyException)
        {
            return PolicyErrors.Changed(policy.Version);
        }
        catch (DbUpdateException)
        {
            // Somebody may have taken the name between the look and the write; anything else is not ours to hide.
            if (await IsTakenAsync(db, policy, cancellationToken)) return PolicyErrors.Duplicate(policy.Name);
            throw;
        }
    }

    private static Task<bool> IsTakenAsync(StreamHealthDb db, AlertPolicy policy, CancellationToken cancellationToken) =>
        db.Set<AlertPolicy>().AnyAsync(p => p.SortName == policy.SortName && p.Id != policy.Id, cancellationToken);

    private static void Apply(AlertPolicy policy, PolicyInput input, PolicyRules rules, DateTimeOffset now)
    {
        policy.Name = input.Name!.Trim();
        policy.SortName = policy.Name.ToLowerInvariant();
        policy.Enabled = input.Enabled;
        policy.Rules = rules;
        policy.UpdatedAt = now;
        policy.Version++;
    }
}
