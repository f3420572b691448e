using System.ComponentModel;

namespace Platform.Transcription.Webhooks;

/// <summary>What a webhook is to be.</summary>
internal sealed record WebhookInput
{
    public string? Name { get; init; }

    [Description("Where messages are posted to. When it changes, the secret has to be entered again, so that nobody can lead a kept secret to another server.")]
    public string? Url { get; init; }

    [Description("At least 16 characters, the same as at the receiver. Kept encrypted and never given out; left out in a change, it stays.")]
    public string? Secret { get; init; }

    public bool Enabled { get; init; } = true;

    public bool OnCompleted { get; init; } = true;

    public bool OnFailed { get; init; } = true;

    [Description("The version that was read; a webhook that somebody changed meanwhile is answered with 409.")]
    public int? Version { get; init; }
}

/// <summary>A webhook as the API shows it: without its secret.</summary>
internal sealed record WebhookView(Guid Id, string Name, string Url, bool Enabled, bool OnCompleted, bool OnFailed, int Version, DateTimeOffset CreatedAt)
{
    public static WebhookView Of(Webhook hook) => new(hook.Id, hook.Name, hook.Url, hook.Enabled, hook.OnCompleted, hook.OnFailed, hook.Version, hook.CreatedAt);
}

/// <summary>A message to a receiver.</summary>
internal sealed record WebhookDeliveryView(Guid Id, Guid TranscriptionId, string Event, WebhookState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, DateTimeOffset? SentAt, int? HttpStatus, string? Error)
{
    public static WebhookDeliveryView Of(WebhookDelivery d) =>
        new(d.Id, d.ItemId, d.Event, d.State, d.Attempts, d.CreatedAt, d.State == WebhookState.Pending ? d.DueAt : null, d.SentAt, d.HttpStatus, d.Error);
}

/// <summary>What a receiver gets. Members are only ever added within a schema version.</summary>
internal sealed record WebhookPayload
{
    public const string CurrentVersion = "1.0";

    public string SchemaVersion { get; init; } = CurrentVersion;

    public required Guid Id { get; init; }

    public required string Event { get; init; }

    public required DateTimeOffset At { get; init; }

    public required WebhookTranscription Transcription { get; init; }
}

/// <summary>Of which transcription a message tells. The text is read by the API.</summary>
internal sealed record WebhookTranscription
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string State { get; init; }

    public required string Preset { get; init; }

    public string? Engine { get; init; }

    public string? Model { get; init; }

    public string? Language { get; init; }

    public double? DurationSeconds { get; init; }

    public int SegmentCount { get; init; }

    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    /// <summary>Path of the transcript on this service.</summary>
    public required string Transcript { get; init; }
}
