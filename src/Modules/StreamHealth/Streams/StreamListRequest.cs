using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.StreamHealth.Streams;

/// <summary>What a list of streams is asked for.</summary>
internal sealed record StreamListRequest
{
    /// <summary>Words of one filter: the states, and paused.</summary>
    public const string Paused = "paused";

    [FromQuery(Name = "search"), Description("Part of the name, the URL or a tag.")]
    public string? Search { get; init; }

    [FromQuery(Name = "tag"), Description("Only streams with this tag.")]
    public string? Tag { get; init; }

    [FromQuery(Name = "state"), Description("`pending`, `healthy`, `degraded`, `failing` or `paused`: the last check alone; paused streams are in no other state.")]
    public string? State { get; init; }

    [FromQuery(Name = "monitor"), Description("`down`, `degraded`, `pending`, `up` or `maintenance`: what the monitor makes of the checks; paused streams are in no such state.")]
    public string? Monitor { get; init; }

    [FromQuery(Name = "group"), Description("Only streams of this group: its id, or `none` for streams without one.")]
    public string? Group { get; init; }

    [FromQuery(Name = "sort"), Description("`name`, `group` (in the order of the groups, those without one last), `state` (worst first, paused ones last), `checked`, `score` or `created`; a minus before it turns it round. `name` when not said.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}
