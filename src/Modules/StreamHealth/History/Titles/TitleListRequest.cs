using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.StreamHealth.History.Titles;

/// <summary>What a list of titles is asked for.</summary>
internal sealed record TitleListRequest
{
    [FromQuery(Name = "search"), Description("Part of the title.")]
    public string? Search { get; init; }

    [FromQuery(Name = "from"), Description("Only titles that began at this time or later.")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to"), Description("Only titles that began before this time.")]
    public DateTimeOffset? To { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}
