using System.ComponentModel;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Queue;

/// <summary>A transcription as the console and the API show it. No path of any machine is in it.</summary>
internal sealed record TranscriptionView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required TranscriptionState State { get; init; }

    public required int Priority { get; init; }

    [Description("Who sent it.")]
    public required string Owner { get; init; }

    public required InputSource Source { get; init; }

    [Description("Address it came from, without its query.")]
    public string? Url { get; init; }

    [Description("`ready`, `fetching` while it is downloaded, `removed` when the sound is not kept any more.")]
    public required InputState Input { get; init; }

    public long? AudioBytes { get; init; }

    [Description("Length of the recording in seconds; null while it is not known.")]
    public double? DurationSeconds { get; init; }

    public required int Track { get; init; }

    public required string Preset { get; init; }

    public required TranscriptionRecipe Recipe { get; init; }

    [Description("0 to 1.")]
    public required double Progress { get; init; }

    [Description("A word for what is being done.")]
    public string? Phase { get; init; }

    [Description("Seconds of audio per second of work.")]
    public double? Speed { get; init; }

    [Description("Seconds until it is done, at this pace.")]
    public double? EtaSeconds { get; init; }

    [Description("What it waits for.")]
    public string? Reason { get; init; }

    [Description("How many come before it, where it waits for its turn.")]
    public int? Position { get; init; }

    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    public string? Engine { get; init; }

    public string? Model { get; init; }

    [Description("Why this engine.")]
    public string? EngineWhy { get; init; }

    public string? Language { get; init; }

    public double? LanguageProbability { get; init; }

    [Description("Segments stored so far.")]
    public required int SegmentCount { get; init; }

    [Description("Segments left out as not said.")]
    public required int Dropped { get; init; }

    [Description("Version of the text: 1 when it was heard whole, one more for every edit.")]
    public required int TextVersion { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public static TranscriptionView Of(TranscriptionItem item) => new()
    {
        Id = item.Id,
        Name = item.Name,
        State = item.State,
        Priority = item.Priority,
        Owner = item.OwnerName,
        Source = item.Source,
        Url = item.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : null,
        Input = item.Input,
        AudioBytes = item.AudioBytes,
        DurationSeconds = Seconds(item.Duration),
        Track = item.Track,
        Preset = item.Preset,
        Recipe = item.Recipe,
        Progress = Math.Round(item.Progress, 4),
        Phase = item.Phase,
        Speed = item.Speed,
        EtaSeconds = item is { State: TranscriptionState.Running, Speed: > 0 and var speed, Duration: { } all } ? Math.Round(all.TotalSeconds * (1 - item.Progress) / speed) : null,
        ErrorCode = item.ErrorCode,
        Error = item.Error,
        Engine = item.Engine,
        Model = item.Model,
        EngineWhy = item.EngineWhy,
        Language = item.Language ?? item.Recipe.Language,
        LanguageProbability = item.LanguageProbability,
        SegmentCount = item.SegmentCount,
        Dropped = item.Dropped,
        TextVersion = item.TextVersion,
        Attempts = item.Attempts,
        CreatedAt = item.CreatedAt,
        QueuedAt = item.QueuedAt,
        StartedAt = item.StartedAt,
        FinishedAt = item.FinishedAt,
    };

    private static double? Seconds(TimeSpan? time) => time is { } t ? Math.Round(t.TotalSeconds, 3) : null;
}

/// <summary>One attempt at a transcription.</summary>
internal sealed record AttemptView(int Number, AttemptOutcome Outcome, string Node, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    [Description("Second of the recording at which it began.")]
    public double FromSeconds { get; init; }

    [Description("Second it reached.")]
    public double? ToSeconds { get; init; }

    public string? Engine { get; init; }

    public string? Model { get; init; }

    public string? EngineWhy { get; init; }

    public double? Speed { get; init; }

    [Description("Signal to noise as it was recorded, dB.")]
    public double? SnrBeforeDb { get; init; }

    [Description("Signal to noise as the engine heard it, dB.")]
    public double? SnrAfterDb { get; init; }

    [Description("Loudness of the whole before the gain, LUFS.")]
    public double? LoudnessLufs { get; init; }

    [Description("By how much the sound was made louder, dB.")]
    public double? GainDb { get; init; }

    [Description("Seconds spent on measuring the sound before anything was heard.")]
    public double? PreparationSeconds { get; init; }

    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    public static AttemptView Of(TranscriptionAttempt attempt) => new(attempt.Number, attempt.Outcome, attempt.Node, attempt.StartedAt, attempt.EndedAt)
    {
        FromSeconds = Math.Round(attempt.From.TotalSeconds, 3),
        ToSeconds = attempt.To is { } to ? Math.Round(to.TotalSeconds, 3) : null,
        Engine = attempt.Engine,
        Model = attempt.Model,
        EngineWhy = attempt.EngineWhy,
        Speed = attempt.Speed,
        SnrBeforeDb = attempt.SnrBeforeDb,
        SnrAfterDb = attempt.SnrAfterDb,
        LoudnessLufs = attempt.LoudnessLufs,
        GainDb = attempt.GainDb,
        PreparationSeconds = attempt.PreparationTook is { } took ? Math.Round(took.TotalSeconds, 3) : null,
        ErrorCode = attempt.ErrorCode,
        Error = attempt.Error,
    };
}

/// <summary>How many transcriptions are in which state.</summary>
internal sealed record TranscriptionCounts(int Queued, int Running, int Paused, int Completed, int Failed, int Cancelled)
{
    public int All => Queued + Running + Paused + Completed + Failed + Cancelled;
}
