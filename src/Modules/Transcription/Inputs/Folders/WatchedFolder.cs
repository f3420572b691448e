using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>Where what was heard is put.</summary>
internal enum FolderOutput
{
    /// <summary>As stt-faster does: beside the recording, and with it into <c>processed/</c>; what fails goes into <c>failed/</c>.</summary>
    Move,

    /// <summary>Beside the recording, which stays where it is.</summary>
    Beside,
}

/// <summary>What is done where the result's name is taken.</summary>
internal enum FolderDuplicates
{
    /// <summary>Both are kept: the new one gets a number.</summary>
    Keep,

    /// <summary>The recording is left alone.</summary>
    Skip,

    Overwrite,
}

/// <summary>A folder of this machine whose recordings are transcribed as they come.</summary>
internal sealed class WatchedFolder
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Full path.</summary>
    public required string Path { get; set; }

    public required bool Enabled { get; set; }

    public required string Preset { get; set; }

    /// <summary>Endings of files that count, separated by blanks, without dots, in lower case.</summary>
    public required string Endings { get; set; }

    /// <summary>Names that do not count, separated by blanks, with <c>*</c> and <c>?</c>.</summary>
    public required string Ignore { get; set; }

    public required bool Subfolders { get; set; }

    /// <summary>A file counts as whole when it has not changed for this long.</summary>
    public required int StableSeconds { get; set; }

    public required FolderDuplicates Duplicates { get; set; }

    public required FolderOutput Output { get; set; }

    public required int Priority { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ScannedAt { get; set; }

    /// <summary>Why it could not be looked into the last time.</summary>
    public string? Error { get; set; }
}

/// <summary>Where a file of a watched folder stands.</summary>
internal enum FolderFileState
{
    /// <summary>Was seen; is looked at until it changes no more.</summary>
    Settling,

    /// <summary>Is a transcription now.</summary>
    Queued,

    Done,

    Failed,

    /// <summary>Left alone because its result is there.</summary>
    Skipped,
}

/// <summary>A file of a watched folder. A row is written before a file is touched, so that a crash leaves neither a file undone nor one done twice.</summary>
internal sealed class FolderFile
{
    public required Guid Id { get; init; }

    public required Guid FolderId { get; init; }

    /// <summary>From the folder, with slashes.</summary>
    public required string Name { get; init; }

    public required long Bytes { get; set; }

    public required DateTimeOffset ModifiedAt { get; set; }

    /// <summary>Since when it has been as it is.</summary>
    public required DateTimeOffset StableSince { get; set; }

    public required FolderFileState State { get; set; }

    public Guid? ItemId { get; set; }

    /// <summary>Name it has in its target folder: decided and written down before it is moved.</summary>
    public string? Target { get; set; }

    /// <summary>Whether it was taken out of the folder: one that lies there again was put back by somebody.</summary>
    public bool Moved { get; set; }

    public string? Error { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class WatchedFolderTable : IEntityTypeConfiguration<WatchedFolder>
{
    public void Configure(EntityTypeBuilder<WatchedFolder> builder)
    {
        builder.ToTable("folders");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => f.Path).IsUnique();
    }
}

internal sealed class FolderFileTable : IEntityTypeConfiguration<FolderFile>
{
    public void Configure(EntityTypeBuilder<FolderFile> builder)
    {
        builder.ToTable("folder_files");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.HasIndex(f => new { f.FolderId, f.Name }).IsUnique();
        builder.HasIndex(f => f.ItemId);
        builder.HasOne<WatchedFolder>().WithMany().HasForeignKey(f => f.FolderId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<TranscriptionItem>().WithMany().HasForeignKey(f => f.ItemId).OnDelete(DeleteBehavior.SetNull);
    }
}
