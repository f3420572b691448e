using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.StreamHealth.Results;

/// <summary>What a list of results is asked for.</summary>
internal sealed record ResultListRequest
{
    [FromQuery(Name = "state"), Description("Only results with this verdict: `healthy`, `degraded` or `failing`.")]
    public string? State { get; init; }

    [FromQuery(Name = "from"), Description("Only checks that began at this time or later.")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to"), Description("Only checks that began before this time.")]
    public DateTimeOffset? To { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}
