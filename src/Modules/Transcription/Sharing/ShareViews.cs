using System.ComponentModel;

namespace Platform.Transcription.Sharing;

/// <summary>What a link is to allow.</summary>
internal sealed record ShareInput
{
    [Description("For whom it is; for your own list.")]
    public string? Note { get; init; }

    [Description("Until when it leads anywhere; until it is revoked when not said.")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [Description("Whether the recording may be heard too.")]
    public bool Audio { get; init; }
}

/// <summary>A link to one transcript, without its secret part.</summary>
internal sealed record ShareView
{
    public required Guid Id { get; init; }

    public string? Note { get; init; }

    public required bool Audio { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }

    [Description("Whether it leads to the transcript now.")]
    public required bool Open { get; init; }

    [Description("How often its page was opened.")]
    public required int Views { get; init; }

    public DateTimeOffset? LastViewAt { get; init; }

    [Description("The whole address: given out once, when the link is made.")]
    public string? Url { get; init; }

    public static ShareView Of(TranscriptShare share, DateTimeOffset now) => new()
    {
        Id = share.Id,
        Note = share.Note,
        Audio = share.Audio,
        CreatedBy = share.CreatedBy,
        CreatedAt = share.CreatedAt,
        ExpiresAt = share.ExpiresAt,
        RevokedAt = share.RevokedAt,
        RevokedBy = share.RevokedBy,
        Open = share.RevokedAt is null && !(share.ExpiresAt <= now),
        Views = share.Views,
        LastViewAt = share.LastViewAt,
    };
}
