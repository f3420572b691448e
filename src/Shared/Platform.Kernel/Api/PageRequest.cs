using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Platform.Kernel.Results;

namespace Platform.Kernel.Api;

/// <summary>
/// The paging part of every list request: bind it with <c>[AsParameters]</c>, read it once, fetch
/// <see cref="Page{TPosition}.Take"/> items after <see cref="Page{TPosition}.After"/> and hand them to <see cref="Page{TPosition}.Of"/>.
/// </summary>
/// <param name="Cursor">As <c>nextCursor</c> of the page before gave it; none for the first page.</param>
/// <param name="Limit">Items per page, 1 to <see cref="MaxLimit"/>; <see cref="DefaultLimit"/> when not said.</param>
public sealed record PageRequest(
    [property: FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")] string? Cursor = null,
    [property: FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")] int? Limit = null)
{
    public const int DefaultLimit = 50;

    public const int MaxLimit = 500;

    /// <summary>What was asked for, or the error <c>list.cursor_invalid</c> or <c>list.limit_invalid</c>.</summary>
    public Result<Page<TPosition>> Read<TPosition>()
        where TPosition : class
    {
        var limit = Limit ?? DefaultLimit;
        if (limit is < 1 or > MaxLimit)
            return Error.InvalidField("limit", "list.limit_invalid", $"limit must be between 1 and {MaxLimit}.");
        return Api.Cursor.Decode<TPosition>(Cursor).Map(after => new Page<TPosition>(after, limit));
    }
}

/// <summary>One page of a list that is asked for.</summary>
/// <param name="After">The position after which to go on; null for the first page.</param>
/// <param name="Limit">How many items the page may have.</param>
public sealed record Page<TPosition>(TPosition? After, int Limit)
    where TPosition : class
{
    /// <summary>How many items to fetch: one more than the page has, to know whether there is another.</summary>
    public int Take => Limit + 1;

    /// <summary>Makes the page of what was fetched with <see cref="Take"/>.</summary>
    public CursorPage<TItem> Of<TItem>(IReadOnlyList<TItem> fetched, Func<TItem, TPosition> positionOf)
    {
        if (fetched.Count <= Limit) return new CursorPage<TItem>(fetched, null);
        var items = fetched.Take(Limit).ToArray();
        return new CursorPage<TItem>(items, Cursor.Encode(positionOf(items[^1])));
    }
}
