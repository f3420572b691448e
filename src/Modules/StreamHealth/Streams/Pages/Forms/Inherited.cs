using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Pages;

/// <summary>What a form's empty fields inherit, and where from.</summary>
/// <param name="group">The group of the stream; null without one, and for a group itself.</param>
/// <param name="defaults">The settings.</param>
internal sealed class Inherited(GroupView? group, StreamHealthSettings defaults)
{
    /// <summary>What a stream gets that says nothing itself.</summary>
    public StreamTerms Terms { get; } = StreamTerms.Of(Nothing, group, defaults);

    private static readonly BulkTerms Nothing = new();

    /// <summary>"-40, from the settings".</summary>
    public string Hint(Func<IOwnTerms, double?> field, double? fallback, string none = "not checked") =>
        Hint(t => field(t)?.ToString(CultureInfo.InvariantCulture), fallback?.ToString(CultureInfo.InvariantCulture) ?? none);

    /// <summary>"every 60s, from group Main".</summary>
    public string Hint(Func<IOwnTerms, string?> field, string fallback) =>
        group is not null && field(group) is { Length: > 0 } own ? $"{own}, from group {group.Name}" : $"{fallback}, {Settings}";

    /// <summary>Where a field comes from: "from group Main", "from the settings".</summary>
    public string From(Func<IOwnTerms, object?> field) => group is not null && field(group) is not null ? $"from group {group.Name}" : Settings;

    private const string Settings = "from the settings";
}
