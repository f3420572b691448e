namespace Platform.StreamHealth.Contracts;

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>The audio that was sampled: as it was received, or as WAV where browsers do not play that.</summary>
    Audio,

    /// <summary>Frequencies over time, a PNG.</summary>
    Spectrogram,

    /// <summary>Level of each channel over time, a PNG.</summary>
    Levels,

    /// <summary>What the decoder complained about, text.</summary>
    Log,

    /// <summary>What the server answered, text.</summary>
    Headers,
}

/// <summary>One piece of evidence of a check that went wrong.</summary>
public sealed record EvidenceView
{
    public required Guid Id { get; init; }

    public required Guid StreamId { get; init; }

    /// <summary>The check it belongs to.</summary>
    public required Guid ResultId { get; init; }

    public required EvidenceKind Kind { get; init; }

    public required string ContentType { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Code of the finding it was kept for.</summary>
    public required string Cause { get; init; }

    /// <summary>When the check began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where its content is.</summary>
    public required string Url { get; init; }
}
