using System.ComponentModel;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>What a watched folder is to be.</summary>
internal sealed record FolderInput
{
    public string? Name { get; init; }

    [Description("Full path on the machine of the service; on several nodes, of a share they all have.")]
    public string? Path { get; init; }

    public bool Enabled { get; init; } = true;

    [Description("Name of a preset; the default one when not said.")]
    public string? Preset { get; init; }

    [Description("Endings of the files that count, without dots; a list of common ones when not said, any file when empty.")]
    public IReadOnlyList<string>? Endings { get; init; }

    [Description("Names that do not count, with * and ?; those of unfinished downloads when not said.")]
    public IReadOnlyList<string>? Ignore { get; init; }

    public bool Subfolders { get; init; }

    [Description("Seconds a file must not have changed to count as whole.")]
    public int StableSeconds { get; init; } = 10;

    [Description("What is done where the result is there already: `keep` both, `skip` the recording, `overwrite`.")]
    public FolderDuplicates Duplicates { get; init; }

    [Description("`move`: recording and results into processed/ or failed/; `beside`: results beside the recording.")]
    public FolderOutput Output { get; init; }

    public int Priority { get; init; }

    [Description("The version that was read; a folder that somebody changed meanwhile is answered with 409.")]
    public int? Version { get; init; }
}

/// <summary>A watched folder. Only administrators see it: it names a path of the machine.</summary>
internal sealed record FolderView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required bool Enabled { get; init; }

    public required string Preset { get; init; }

    public required IReadOnlyList<string> Endings { get; init; }

    public required IReadOnlyList<string> Ignore { get; init; }

    public required bool Subfolders { get; init; }

    public required int StableSeconds { get; init; }

    public required FolderDuplicates Duplicates { get; init; }

    public required FolderOutput Output { get; init; }

    public required int Priority { get; init; }

    public DateTimeOffset? ScannedAt { get; init; }

    [Description("Why it could not be looked into the last time.")]
    public string? Error { get; init; }

    [Description("Files by state.")]
    public IReadOnlyDictionary<string, int> Files { get; init; } = new Dictionary<string, int>();

    public required int Version { get; init; }

    public static FolderView Of(WatchedFolder folder) => new()
    {
        Id = folder.Id,
        Name = folder.Name,
        Path = folder.Path,
        Enabled = folder.Enabled,
        Preset = folder.Preset,
        Endings = folder.Endings.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Ignore = folder.Ignore.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Subfolders = folder.Subfolders,
        StableSeconds = folder.StableSeconds,
        Duplicates = folder.Duplicates,
        Output = folder.Output,
        Priority = folder.Priority,
        ScannedAt = folder.ScannedAt,
        Error = folder.Error,
        Version = folder.Version,
    };
}

/// <summary>A file of a watched folder.</summary>
internal sealed record FolderFileView(Guid Id, string Name, FolderFileState State, long Bytes, Guid? TranscriptionId, string? Error, DateTimeOffset SeenAt, DateTimeOffset? EndedAt);
