using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.StreamHealth.History.Sla;

/// <summary>What a report is asked for.</summary>
internal sealed record SlaRequest
{
    [FromQuery(Name = "month"), Description("A month: `2026-10`. Last month when neither month nor from is said.")]
    public string? Month { get; init; }

    [FromQuery(Name = "from"), Description("First day of another period: `2026-10-05`.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Last day of it, included; today when not said.")]
    public string? To { get; init; }

    [FromQuery(Name = "zone"), Description("IANA name of the zone whose days count: `Europe/Berlin`. UTC when not said.")]
    public string? Zone { get; init; }

    [FromQuery(Name = "target"), Description("The promised uptime, percent. 99.9 when not said.")]
    public double? Target { get; init; }

    [FromQuery(Name = "tag"), Description("Only streams with this tag.")]
    public string? Tag { get; init; }

    [FromQuery(Name = "group"), Description("Only streams of this group.")]
    public Guid? Group { get; init; }

    [FromQuery(Name = "stream"), Description("Only these streams.")]
    public Guid[]? Stream { get; init; }
}
