namespace Platform.Kernel.Live;

/// <summary>Something that changed, for screens and event streams that want to follow. Carries ids, not content.</summary>
/// <param name="Topic">What happened, dotted: <c>stream.checked</c>, <c>job.progress</c>.</param>
/// <param name="SubjectId">The id of the thing it happened to.</param>
/// <param name="At">When, in UTC.</param>
public sealed record LiveEvent(string Topic, string SubjectId, DateTimeOffset At)
{
    /// <summary>The policy a listener must satisfy to be told.</summary>
    public string Audience { get; init; } = Security.Policies.View;

    /// <summary>A few small values a screen can show without asking again (a state, a percentage).</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();
}
