using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.StreamHealth.Incidents;

/// <summary>What a list of incidents is asked for.</summary>
internal sealed record IncidentListRequest
{
    /// <summary>Open or acknowledged.</summary>
    public const string Unresolved = "unresolved";

    [FromQuery(Name = "state"), Description("`open`, `acknowledged`, `unresolved` (both) or `resolved`; all when not said.")]
    public string? State { get; init; }

    [FromQuery(Name = "severity"), Description("`down` or `degraded`.")]
    public string? Severity { get; init; }

    [FromQuery(Name = "stream"), Description("Only of this stream.")]
    public Guid? Stream { get; init; }

    [FromQuery(Name = "group"), Description("Only of the streams of this group.")]
    public Guid? Group { get; init; }

    [FromQuery(Name = "tag"), Description("Only of streams with this tag.")]
    public string? Tag { get; init; }

    [FromQuery(Name = "search"), Description("Part of the stream's name, address or tags, or of the finding's code.")]
    public string? Search { get; init; }

    [FromQuery(Name = "from"), Description("Only those that were not over at this time, or came later.")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to"), Description("Only those that were opened before this time.")]
    public DateTimeOffset? To { get; init; }

    [FromQuery(Name = "sort"), Description("`-opened` (newest first, when not said) or `opened`.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}
