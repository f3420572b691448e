using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Data.Lists;

/// <summary>
/// One order of a list that is read page by page. The page after a cursor is found by the last item's key and id, through an
/// index on both, so that pages neither skip nor repeat what stays in its place, and the last page costs no more than the first.
/// </summary>
/// <typeparam name="TRow">What is stored.</typeparam>
/// <typeparam name="TView">What is given out.</typeparam>
/// <typeparam name="TKey">What the list is ordered by.</typeparam>
/// <param name="Name">As requests name it, with a minus before it for the largest first; a cursor of another order is refused (<c>list.cursor_invalid</c>).</param>
/// <param name="Key">The column the list is ordered by.</param>
/// <param name="Id">Tells rows of the same key apart.</param>
/// <param name="KeyOf">The same key, of what is given out.</param>
/// <param name="IdOf">Likewise.</param>
public sealed record ListOrder<TRow, TView, TKey>(
    string Name, Expression<Func<TRow, TKey>> Key, Expression<Func<TRow, Guid>> Id, Func<TView, TKey> KeyOf, Func<TView, Guid> IdOf)
{
    /// <summary>Reads one page of rows, and shows them.</summary>
    /// <param name="rows">All rows of the list, filtered, in no order.</param>
    /// <param name="request">Which page.</param>
    /// <param name="view">Shows one row.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<Result<CursorPage<TView>>> ReadAsync(IQueryable<TRow> rows, PageRequest request, Func<TRow, TView> view, CancellationToken cancellationToken) =>
        ReadAsync(rows, request, async page => (await page.ToListAsync(cancellationToken)).ConvertAll(row => view(row)));

    /// <summary>Reads one page by a query of the caller's own, such as one that joins what else is shown.</summary>
    /// <param name="rows">All rows of the list, filtered, in no order.</param>
    /// <param name="request">Which page.</param>
    /// <param name="views">Gets the page's rows in their order and gives them out in the same.</param>
    public async Task<Result<CursorPage<TView>>> ReadAsync(IQueryable<TRow> rows, PageRequest request, Func<IQueryable<TRow>, Task<List<TView>>> views)
    {
        var read = request.Read<Position<TKey>>();
        if (!read.Ok) return read.Error;
        var page = read.Value;
        if (page.After is not null && page.After.Order != Name)
            return Error.InvalidField("cursor", "list.cursor_invalid", "The cursor belongs to another order. Start again without a cursor.");
        var fetched = await views(rows.PageAfter(Key, Id, Name.StartsWith('-'), page.After).Take(page.Take));
        return page.Of(fetched, view => new Position<TKey>(Name, KeyOf(view), IdOf(view)));
    }
}
