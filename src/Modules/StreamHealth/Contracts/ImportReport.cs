namespace Platform.StreamHealth.Contracts;

/// <summary>What an import does, or would do, with one line of a file.</summary>
public enum ImportAction
{
    /// <summary>A stream is added.</summary>
    Add,

    /// <summary>A stream of this address is there and is changed.</summary>
    Update,

    /// <summary>A stream of this address is there and is left as it is.</summary>
    Skip,

    /// <summary>The line is wrong; the others are not held up by it.</summary>
    Refuse,
}

/// <summary>How an import treats streams that are there already.</summary>
public enum ImportExisting
{
    /// <summary>Leave them as they are.</summary>
    Skip,

    /// <summary>Change what the file names; fields that the file does not have stay.</summary>
    Update,
}

/// <summary>One stream of an imported file.</summary>
public sealed record ImportLine
{
    /// <summary>Line of the file; in JSON the place in the list, from 1.</summary>
    public required int Line { get; init; }

    public required ImportAction Action { get; init; }

    public string? Name { get; init; }

    public string? Url { get; init; }

    public string? Group { get; init; }

    /// <summary>The stream; null for one that is refused or only previewed.</summary>
    public Guid? Id { get; init; }

    /// <summary>Stable code of what is wrong with a refused line.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong, or why it is skipped.</summary>
    public string? Message { get; init; }
}

/// <summary>What an import did, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>csv, m3u, json or opml.</summary>
    public required string Format { get; init; }

    /// <summary>True when nothing was stored.</summary>
    public required bool DryRun { get; init; }

    public required IReadOnlyList<ImportLine> Lines { get; init; }

    /// <summary>Groups that are made because the file names them.</summary>
    public required IReadOnlyList<string> NewGroups { get; init; }

    public int Added => Count(ImportAction.Add);

    public int Updated => Count(ImportAction.Update);

    public int Skipped => Count(ImportAction.Skip);

    public int Refused => Count(ImportAction.Refuse);

    private int Count(ImportAction action) => Lines.Count(l => l.Action == action);
}
