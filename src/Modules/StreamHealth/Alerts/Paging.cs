using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts;

/// <summary>A page of one of the lists of alerts, in one order.</summary>
internal sealed record Paging(string? Cursor, int? Limit, string Sort)
{
    public string Key => Sort.TrimStart('-');

    public async Task<Result<CursorPage<TView>>> ReadAsync<TRow, TView, TKey>(
        IQueryable<TRow> query, Expression<Func<TRow, TKey>> key, Expression<Func<TRow, Guid>> id,
        Func<TRow, TView> toView, Func<TView, TKey> keyOf, Func<TView, Guid> idOf, CancellationToken cancellationToken)
    {
        var read = new PageRequest(Cursor, Limit).Read<Position<TKey>>();
        if (!read.Ok) return read.Error;
        var page = read.Value;
        if (page.After is not null && page.After.Order != Sort)
            return Error.InvalidField("cursor", "list.cursor_invalid", "The cursor belongs to another order. Start again without a cursor.");
        var rows = await query.PageAfter(key, id, Sort.StartsWith('-'), page.After).Take(page.Take).ToListAsync(cancellationToken);
        return page.Of([.. rows.Select(toView)], view => new Position<TKey>(Sort, keyOf(view), idOf(view)));
    }
}
