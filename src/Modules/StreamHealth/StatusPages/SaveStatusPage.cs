using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.StatusPages.Public;

namespace Platform.StreamHealth.StatusPages;

/// <summary>Adds, changes and deletes status pages. What visitors see follows at once on this node, within seconds on others.</summary>
internal sealed class SaveStatusPage(IDbContextFactory<StreamHealthDb> databases, PublishedPages published, TimeProvider clock)
{
    public async Task<Result<StatusPageView>> CreateAsync(StatusPageInput input, CancellationToken cancellationToken)
    {
        var rules = StatusPageRules.Check(input);
        if (!rules.Ok) return rules.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await RefuseAsync(db, rules.Value, null, cancellationToken) is { } error) return error;
        var now = clock.GetUtcNow();
        var page = new StatusPage
        {
            Id = Guid.CreateVersion7(now),
            Slug = "",
            Title = "",
            Announcement = "",
            Enabled = false,
            ShowReasons = false,
            ShowLatency = false,
            Version = 0,
            CreatedAt = now,
            UpdatedAt = now,
        };
        page.Take(rules.Value, now);
        db.Add(page);
        return await SaveAsync(db, page, cancellationToken);
    }

    public async Task<Result<StatusPageView>> UpdateAsync(Guid id, StatusPageInput input, CancellationToken cancellationToken)
    {
        var rules = StatusPageRules.Check(input);
        if (!rules.Ok) return rules.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<StatusPage>().FindAsync([id], cancellationToken) is not { } page) return Error.NotFound("status page", id);
        if (input.Version is { } version && version != page.Version) return Changed(page.Version);
        if (await RefuseAsync(db, rules.Value, id, cancellationToken) is { } error) return error;
        page.Take(rules.Value, clock.GetUtcNow());
        return await SaveAsync(db, page, cancellationToken);
    }

    public async Task<Result<Unit>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<StatusPage>().Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return Error.NotFound("status page", id);
        published.Forget();
        return Unit.Value;
    }

    private async Task<Result<StatusPageView>> SaveAsync(StreamHealthDb db, StatusPage page, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed(page.Version);
        }
        catch (DbUpdateException)
        {
            // Somebody may have taken the address between the look and the write; anything else is not ours to hide.
            await using var again = await databases.CreateDbContextAsync(cancellationToken);
            if (await again.Set<StatusPage>().AnyAsync(p => p.Slug == page.Slug && p.Id != page.Id, cancellationToken)) return Taken();
            throw;
        }

        published.Forget();
        return page.ToView();
    }

    private static async Task<Error?> RefuseAsync(StreamHealthDb db, StatusPageInput input, Guid? own, CancellationToken cancellationToken) =>
        await db.Set<StatusPage>().AnyAsync(p => p.Slug == input.Slug && p.Id != own, cancellationToken)
            ? Taken()
            : await StatusPageRules.FindMissingAsync(db, input, cancellationToken);

    private static Error Taken() => Error.Conflict("status_page.exists", "Another status page has this address.") with
    {
        Fields = new Dictionary<string, string[]> { ["slug"] = ["Another status page has this address."] },
    };

    private static Error Changed(int version) =>
        Error.Conflict("status_page.changed", $"Somebody changed this status page meanwhile (it is at version {version}). Read it again and repeat the change.");
}
