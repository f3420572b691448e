using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>A checked and completed <see cref="StreamInput"/>: what may be stored.</summary>
internal sealed record StreamDefinition
{
    public required string Identity { get; init; }

    public required string Url { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required bool Enabled { get; init; }

    public Guid? GroupId { get; init; }

    public Guid? ParentId { get; init; }

    public required IOwnTerms Terms { get; init; }

    /// <summary>What may be a mistake but is no reason to refuse, such as a host name that does not resolve now.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public MonitoredStream ToStream(DateTimeOffset now)
    {
        var stream = NewStream(Guid.CreateVersion7(now), now);
        ApplyTo(stream, now);
        return stream;
    }

    /// <summary>A stream of this identity that has nothing else of the definition yet.</summary>
    public MonitoredStream NewStream(Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        Identity = Identity,
        Url = Url,
        Name = Name,
        SortName = "",
        SearchText = "",
        Enabled = Enabled,
        Version = 0,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>As somebody would write it.</summary>
    public StreamInput ToInput() => new()
    {
        Url = Url,
        Name = Name,
        Tags = Tags,
        Enabled = Enabled,
        GroupId = GroupId,
        ParentId = ParentId,
        Schedule = Terms.Schedule,
        Phase = Terms.Phase,
        DeepSchedule = Terms.DeepSchedule,
        DeepPhase = Terms.DeepPhase,
        SampleSeconds = Terms.SampleSeconds,
        Thresholds = Terms.Thresholds,
        FailuresToDown = Terms.FailuresToDown,
        SuccessesToUp = Terms.SuccessesToUp,
        RetrySeconds = Terms.RetrySeconds,
    };

    public void ApplyTo(MonitoredStream stream, DateTimeOffset now)
    {
        stream.Identity = Identity;
        stream.Url = Url;
        stream.Name = Name;
        stream.SortName = Name.ToLowerInvariant();
        stream.Enabled = Enabled;
        stream.GroupId = GroupId;
        stream.ParentId = ParentId;
        stream.Take(Terms);
        stream.UpdatedAt = now;
        stream.Version++;
        stream.SetTags(Tags);
    }
}
