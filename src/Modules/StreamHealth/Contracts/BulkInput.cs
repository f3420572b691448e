namespace Platform.StreamHealth.Contracts;

/// <summary>What is done with many streams in one request.</summary>
public enum BulkAction
{
    /// <summary>Pause the checks.</summary>
    Pause,

    /// <summary>Resume the checks.</summary>
    Resume,

    /// <summary>Check as soon as a worker is free.</summary>
    Check,

    /// <summary>Add <see cref="BulkInput.Tags"/>.</summary>
    Tag,

    /// <summary>Take <see cref="BulkInput.Tags"/> away.</summary>
    Untag,

    /// <summary>Move to <see cref="BulkInput.GroupId"/>, or out of every group.</summary>
    Group,

    /// <summary>Set what <see cref="BulkInput.Set"/> names, and let <see cref="BulkInput.Inherit"/> be inherited again.</summary>
    Set,

    /// <summary>Delete, so that it can be restored.</summary>
    Delete,

    /// <summary>Undo a deletion; needs <see cref="BulkInput.Ids"/>.</summary>
    Restore,
}

/// <summary>One action on many streams: those of <see cref="Ids"/>, or all that <see cref="Filter"/> finds.</summary>
public sealed record BulkInput
{
    public BulkAction Action { get; init; }

    /// <summary>At most 5000 streams; empty when a filter chooses.</summary>
    public IReadOnlyList<Guid> Ids { get; init; } = [];

    /// <summary>All streams a list with these filters shows, on all its pages; an empty filter is every stream.</summary>
    public StreamFilter? Filter { get; init; }

    /// <summary>How many streams the caller believes the filter finds; when it finds others, nothing is done (<c>bulk.count_differs</c>). Null does not ask.</summary>
    public int? Expected { get; init; }

    /// <summary>For tag and untag.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>For group; null takes the streams out of their groups.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>For set: what is not null is set, single thresholds as well.</summary>
    public BulkTerms? Set { get; init; }

    /// <summary>For set: names of fields that shall be inherited again, such as <c>schedule</c> or <c>thresholds.minLufs</c>.</summary>
    public IReadOnlyList<string> Inherit { get; init; } = [];
}

/// <summary>Terms to set on many streams.</summary>
public sealed record BulkTerms : TermsInput;

/// <summary>Which streams of the list are meant.</summary>
public sealed record StreamFilter
{
    /// <summary>Part of the name, the URL or a tag.</summary>
    public string? Search { get; init; }

    public string? Tag { get; init; }

    /// <summary>As the list's parameter of this name.</summary>
    public string? State { get; init; }

    /// <summary>As the list's parameter of this name.</summary>
    public string? Monitor { get; init; }

    /// <summary>Id of a group, or <c>none</c>.</summary>
    public string? Group { get; init; }
}

/// <summary>What became of one stream of a bulk request.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Name">Its name; null when there is none.</param>
/// <param name="Changed">Whether this request changed it: false also for a stream that was as wanted already.</param>
/// <param name="Code">Stable code of what was wrong; null when nothing was.</param>
/// <param name="Message">What was wrong.</param>
public sealed record BulkItem(Guid Id, string? Name, bool Changed, string? Code = null, string? Message = null);

/// <summary>What became of a bulk request, stream by stream.</summary>
/// <param name="Matched">How many streams were meant.</param>
/// <param name="Changed">How many were changed.</param>
/// <param name="Failed">How many could not be.</param>
/// <param name="Items">Each of them.</param>
public sealed record BulkReport(int Matched, int Changed, int Failed, IReadOnlyList<BulkItem> Items);
