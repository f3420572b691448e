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
        var stream = new MonitoredStream
        {
            Id = Guid.CreateVersion7(now),
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
        ApplyTo(stream, now);
        return stream;
    }

    public void ApplyTo(MonitoredStream stream, DateTimeOffset now)
    {
        stream.Identity = Identity;
        stream.Url = Url;
        stream.Name = Name;
        stream.SortName = Name.ToLowerInvariant();
        stream.SearchText = string.Join('\n', [Name, Url, .. Tags]).ToLowerInvariant();
        stream.Enabled = Enabled;
        stream.GroupId = GroupId;
        stream.ParentId = ParentId;
        stream.Take(Terms);
        stream.UpdatedAt = now;
        stream.Version++;
        stream.Tags.RemoveAll(tag => !Tags.Contains(tag.Name));
        stream.Tags.AddRange(Tags.Except(stream.Tags.Select(t => t.Name)).Select(name => new StreamTag { Name = name, StreamId = stream.Id }));
    }
}
