using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Transcription.Queue;

/// <summary>What a list of transcriptions is asked for.</summary>
internal sealed record TranscriptionListRequest
{
    [FromQuery(Name = "search"), Description("Part of the name. What was said is searched by `/transcriptions/search`.")]
    public string? Search { get; init; }

    [FromQuery(Name = "state"), Description("`queued`, `running`, `paused`, `completed`, `failed` or `cancelled`; several with commas between; `open` for the first three.")]
    public string? State { get; init; }

    [FromQuery(Name = "owner"), Description("Only of this name.")]
    public string? Owner { get; init; }

    [FromQuery(Name = "preset"), Description("Only with this preset.")]
    public string? Preset { get; init; }

    [FromQuery(Name = "source"), Description("`upload`, `url`, `folder` or `recording`.")]
    public string? Source { get; init; }

    [FromQuery(Name = "sort"), Description("`created`, `name` or `duration`; a minus before it turns it round. `-created` (newest first) when not said.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}
