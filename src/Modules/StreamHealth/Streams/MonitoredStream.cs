using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.Streams;

/// <summary>A stream somebody wants watched. Its status columns belong to <see cref="Results.ResultStore"/> and its recorders alone.</summary>
internal sealed class MonitoredStream : OwnTerms
{
    public required Guid Id { get; init; }

    /// <summary>See <see cref="Checks.StreamId"/>; unique among streams that are not deleted.</summary>
    public required string Identity { get; set; }

    public required string Url { get; set; }

    public required string Name { get; set; }

    /// <summary>Lower-case name: the order of lists.</summary>
    public required string SortName { get; set; }

    /// <summary>Lower-case name, URL and tags: what a search looks into.</summary>
    public required string SearchText { get; set; }

    public List<StreamTag> Tags { get; set; } = [];

    public required bool Enabled { get; set; }

    public Guid? GroupId { get; set; }

    /// <summary>Read only where a query includes it.</summary>
    public StreamGroup? Group { get; set; }

    /// <summary>The stream this one depends on: while the parent is down, nobody is told that this one is. Never a cycle.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Read only where a query includes it.</summary>
    public MonitoredStream? Parent { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Set while a deletion can still be undone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public StreamState State { get; set; }

    /// <summary>Lower needs attention sooner; orders lists by state. See <see cref="AttentionOf"/>.</summary>
    public int Attention { get; set; } = AttentionOf(MonitorState.Pending);

    public DateTimeOffset? StateSince { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    public Guid? LastResultId { get; set; }

    public int? Score { get; set; }

    /// <summary><see cref="Score"/>, or -1: what lists are ordered by, because an index knows no "if there is none".</summary>
    public int SortScore { get; set; } = -1;

    /// <summary><see cref="CheckedAt"/>, or 1970: what lists are ordered by.</summary>
    public DateTimeOffset SortChecked { get; set; } = DateTimeOffset.UnixEpoch;

    public string? Reason { get; set; }

    public double? LatencyMs { get; set; }

    public double? Lufs { get; set; }

    public string? Title { get; set; }

    public long Checks { get; set; }

    /// <summary>What the monitor makes of the checks; written by <see cref="MonitorRecorder"/> alone, as the columns below.</summary>
    public MonitorState Monitor { get; set; } = MonitorState.Pending;

    public DateTimeOffset? MonitorSince { get; set; }

    /// <summary>Failing checks in a row, at the depth that has more of them.</summary>
    public int FailuresInRow { get; set; }

    public bool Flapping { get; set; }

    public MonitorMemory Memory { get; set; } = MonitorMemory.Fresh;

    /// <summary>Replaces the tags, and what a search finds; call it after a change of the name or address as well.</summary>
    public void SetTags(IReadOnlyCollection<string> names)
    {
        Tags.RemoveAll(tag => !names.Contains(tag.Name));
        Tags.AddRange(names.Except(Tags.Select(t => t.Name)).Select(name => new StreamTag { Name = name, StreamId = Id }).ToList());
        SearchText = string.Join('\n', [Name, Url, .. names.Order(StringComparer.Ordinal)]).ToLowerInvariant();
    }

    public static int AttentionOf(MonitorState state) => state switch
    {
        MonitorState.Down => 0,
        MonitorState.Degraded => 1,
        MonitorState.Pending => 2,
        MonitorState.Maintenance => 3,
        _ => 4,
    };
}

/// <summary>One tag of one stream, lower-case.</summary>
internal sealed class StreamTag
{
    public required string Name { get; init; }

    public Guid StreamId { get; init; }
}
