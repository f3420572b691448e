using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.StatusPages;

/// <summary>Reads the definitions of status pages.</summary>
internal sealed class ListStatusPages(IDbContextFactory<StreamHealthDb> databases)
{
    private static readonly ListOrder<StatusPage, StatusPageView, string> BySlug = new("slug", p => p.Slug, p => p.Id, v => v.Slug, v => v.Id);

    public async Task<Result<CursorPage<StatusPageView>>> RunAsync(string? search, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var pages = db.Set<StatusPage>().AsNoTracking();
#pragma warning disable CA1304, CA1311, CA1862 // SQL's lower()
        if (search?.Trim().ToLowerInvariant() is { Length: > 0 } text) pages = pages.Where(p => p.Slug.Contains(text) || p.Title.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862
        return await BySlug.ReadAsync(pages, request, p => p.ToView(), cancellationToken);
    }

    public async Task<Result<StatusPageView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var page = await db.Set<StatusPage>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken);
        return page is null ? Error.NotFound("status page", id) : page.ToView();
    }
}
