using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Evidence;

/// <summary>What a list of evidence is asked for.</summary>
internal sealed record EvidenceListRequest
{
    [FromQuery(Name = "streamId"), Description("Only evidence of this stream.")]
    public Guid? StreamId { get; init; }

    [FromQuery(Name = "resultId"), Description("Only evidence of this check.")]
    public Guid? ResultId { get; init; }

    [FromQuery(Name = "kind"), Description("Only evidence of this kind: `audio`, `spectrogram`, `levels`, `log` or `headers`.")]
    public EvidenceKind? Kind { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}
