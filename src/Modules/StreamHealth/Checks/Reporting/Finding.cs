using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

[JsonConverter(typeof(SnakeCaseEnum<Severity>))]
internal enum Severity
{
    /// <summary>Good to know; nobody is called.</summary>
    Info,

    /// <summary>Listeners hear the programme, but not as it should be, or soon will not.</summary>
    Warning,

    /// <summary>Listeners do not hear the programme.</summary>
    Error,
}

/// <summary>One thing a check noticed.</summary>
/// <param name="Code">Stable, dotted, lower-case; see <see cref="FindingCodes"/>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence with the figures.</param>
/// <param name="Recommendation">What to do, one sentence; null when the message says it all.</param>
internal sealed record Finding(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("severity")] Severity Severity,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("recommendation")] string? Recommendation = null);

[JsonConverter(typeof(SnakeCaseEnum<VerdictState>))]
internal enum VerdictState
{
    Healthy,
    Degraded,
    Failing,
}

/// <summary>The one word of a check and why: failing on any error, degraded on any warning, else healthy.</summary>
internal sealed record CheckVerdict(
    [property: JsonPropertyName("state")] VerdictState State,
    [property: JsonPropertyName("reasons")] IReadOnlyList<string> Reasons)
{
    public static CheckVerdict Healthy { get; } = new(VerdictState.Healthy, []);

    /// <summary>Findings already reflect the stream's thresholds; those it ignores do not count.</summary>
    public static CheckVerdict From(IEnumerable<Finding> findings, CheckThresholds thresholds)
    {
        var counted = findings.Where(f => f.Severity > Severity.Info && !thresholds.IgnoredFindings.Contains(f.Code))
            .OrderByDescending(f => f.Severity).ToList();
        if (counted.Count == 0) return Healthy;
        var state = counted[0].Severity == Severity.Error ? VerdictState.Failing : VerdictState.Degraded;
        return new CheckVerdict(state, [.. counted.Select(f => f.Message)]);
    }
}
