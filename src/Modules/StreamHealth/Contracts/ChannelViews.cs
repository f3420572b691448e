using System.ComponentModel;

namespace Platform.StreamHealth.Contracts;

/// <summary>The ways an alert can take.</summary>
public enum ChannelKind
{
    Email,
    Webhook,
    Slack,
    Discord,
    Teams,
    Telegram,
    Ntfy,
    Pushover,
    Gotify,
    Apprise,
}

/// <summary>How a field of a channel is filled in.</summary>
public enum ChannelFieldInput
{
    Text,
    Url,
    Number,
    Choice,

    /// <summary>Several values, one to a line.</summary>
    Lines,
}

/// <summary>One thing a channel of some kind has to know.</summary>
public sealed record ChannelField(string Name, string Label)
{
    public ChannelFieldInput Input { get; init; }

    public bool Required { get; init; }

    [Description("Stored encrypted; may be set, is never given out.")]
    public bool Secret { get; init; }

    [Description("Says where messages go. When it changes, secrets have to be entered again, so that nobody can lead a kept secret to another server.")]
    public bool Destination { get; init; }

    public string? Default { get; init; }

    public string? Placeholder { get; init; }

    public string? Help { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>A kind of channel, and what it has to know.</summary>
public sealed record ChannelKindView(ChannelKind Kind, string Title, string Help, int PerMinute, IReadOnlyList<ChannelField> Fields);

/// <summary>What a channel is to be.</summary>
public sealed record ChannelInput
{
    public string? Name { get; init; }

    public ChannelKind Kind { get; init; }

    public bool Enabled { get; init; } = true;

    [Description("Values by field name, as `GET /alerts/channel-kinds` lists them. A secret that is left out or empty keeps its value.")]
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    [Description("Names of secrets to forget.")]
    public IReadOnlyList<string> Forget { get; init; } = [];

    [Description("Most messages a minute; what is more waits. The kind's own limit when not said.")]
    public int? PerMinute { get; init; }

    [Description("Text of the subject with placeholders such as {stream}; the default text when empty.")]
    public string? SubjectTemplate { get; init; }

    [Description("Text of the message with placeholders; the default text when empty.")]
    public string? BodyTemplate { get; init; }

    [Description("The version that was read; a channel that somebody changed meanwhile is answered with 409.")]
    public int? Version { get; init; }
}

/// <summary>A channel as the console and the API show it: without its secrets.</summary>
public sealed record ChannelView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required ChannelKind Kind { get; init; }

    public required bool Enabled { get; init; }

    [Description("Values that are not secret.")]
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    [Description("Names of the secrets that are set.")]
    public required IReadOnlyList<string> SecretsSet { get; init; }

    public required int PerMinute { get; init; }

    public string? SubjectTemplate { get; init; }

    public string? BodyTemplate { get; init; }

    public DateTimeOffset? LastSentAt { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    [Description("Failed attempts since the last success.")]
    public required int FailuresInRow { get; init; }

    [Description("Nothing is tried before this time, because the last attempts failed or the receiver asked for patience.")]
    public DateTimeOffset? RestUntil { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What came of a test message.</summary>
public sealed record ChannelTestView(bool Sent, string? Error, int? HttpStatus, double DurationMs, Guid? DeliveryId);
