using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.History.Titles;

/// <summary>What a stream played: newest first, searched, page by page; or all of it.</summary>
internal sealed class ReadTitles(IDbContextFactory<StreamHealthDb> databases)
{
    private const int MostAtOnce = 100_000;

    public async Task<Result<CursorPage<TitleView>>> ListAsync(Guid streamId, TitleListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(s => s.Id == streamId, cancellationToken)) return StreamErrors.NotFound(streamId);
        return await new ListOrder<TitleChange, TitleView, DateTimeOffset>("-at", t => t.At, t => t.StreamId, v => v.At, _ => streamId)
            .ReadAsync(Query(db, streamId, request), new PageRequest(request.Cursor, request.Limit), t => new TitleView(t.At, t.Title), cancellationToken);
    }

    /// <summary>All at once, oldest first, for a file; at most 100,000.</summary>
    public async Task<Result<List<TitleView>>> AllAsync(Guid streamId, TitleListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(s => s.Id == streamId, cancellationToken)) return StreamErrors.NotFound(streamId);
        return await Query(db, streamId, request).OrderBy(t => t.At).Take(MostAtOnce).Select(t => new TitleView(t.At, t.Title)).ToListAsync(cancellationToken);
    }

    private static IQueryable<TitleChange> Query(StreamHealthDb db, Guid streamId, TitleListRequest request)
    {
        var query = db.Set<TitleChange>().AsNoTracking().Where(t => t.StreamId == streamId);
        if (request.From is { } from) query = query.Where(t => t.At >= from);
        if (request.To is { } to) query = query.Where(t => t.At < to);
#pragma warning disable CA1304, CA1311, CA1862 // SQL's lower()
        if (request.Search?.Trim().ToLowerInvariant() is { Length: > 0 } text) query = query.Where(t => t.Title.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862
        return query;
    }
}
