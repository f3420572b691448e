using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>
/// A signed JSON document to any receiver. Headers and signature follow Standard Webhooks 1.0 (standardwebhooks.com), for
/// which receivers find libraries in their language; the payload is documented in docs/alerts.md.
/// </summary>
internal sealed class WebhookFormat : HttpFormat
{
    public const string SchemaVersion = "1.0";
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string SecretPrefix = "whsec_";
    private const int ShortestSecret = 16;

    public override ChannelKind Kind => ChannelKind.Webhook;

    public override string Title => "Webhook";

    public override string Help => "Posts a signed JSON document to your own receiver. The documentation (docs/alerts.md) has its schema and how to verify the signature.";

    public override int PerMinute => 120;

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Address") { Input = ChannelFieldInput.Url, Required = true, Destination = true, Placeholder = "https://hooks.example.org/streams" },
        new("secret", "Signing secret") { Required = true, Secret = true, Help = "At least 16 characters, the same as at the receiver. With whsec_ before it, the rest is the key in Base64, as Standard Webhooks has it." },
        new("authorization", "Authorization header") { Secret = true, Placeholder = "Bearer …", Help = "Sent as it is, for receivers that also ask for it." },
    ];

    public override void Check(ChannelValues values, Dictionary<string, string[]> wrong)
    {
        if (!values.Has("secret")) return;
        if (values["secret"].Length < ShortestSecret || KeyOf(values["secret"]) is not { Length: > 0 })
            wrong["values.secret"] = [$"At least {ShortestSecret} characters; after {SecretPrefix} only Base64."];
    }

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values)
    {
        var call = HttpCall.Of(values["url"], WebhookPayload.Of(alert));
        var timestamp = alert.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var id = alert.DeliveryId.ToString();
        var signature = values["secret"] == ChannelValues.Hidden ? ChannelValues.Hidden : Sign(values["secret"], id, timestamp, call.Body);
        var headers = new List<(string, string)>
        {
            (IdHeader, id), (TimestampHeader, timestamp), (SignatureHeader, signature),
            ("X-MediaOps-Event", Wording.EventName(alert.Message.Event)), ("X-MediaOps-Schema", SchemaVersion),
            ("X-MediaOps-Attempt", alert.Attempt.ToString(CultureInfo.InvariantCulture)),
        };
        if (values.Has("authorization")) headers.Add(("Authorization", values["authorization"]));
        return call with { Headers = headers };
    }

    /// <summary><c>v1,</c> and the Base64 of HMAC-SHA256 over id, timestamp and the exact bytes of the body, with dots between.</summary>
    public static string Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret) ?? [], content));
    }

    private static byte[]? KeyOf(string secret)
    {
        if (!secret.StartsWith(SecretPrefix, StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(secret);
        var text = secret[SecretPrefix.Length..];
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) ? key[..length] : null;
    }
}

/// <summary>What a webhook's receiver gets. Members are only ever added within a schema version.</summary>
internal sealed record WebhookPayload
{
    public required string SchemaVersion { get; init; }

    public required Guid Id { get; init; }

    public required string Event { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public WebhookStream? Stream { get; init; }

    public string? State { get; init; }

    public string? PreviousState { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>Seconds from <see cref="Since"/> to <see cref="At"/>.</summary>
    public double? LastedSeconds { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<string>? Findings { get; init; }

    public IReadOnlyList<Measurement>? Measured { get; init; }

    public Guid? IncidentId { get; init; }

    public Guid? ResultId { get; init; }

    public string? Link { get; init; }

    public string? Policy { get; init; }

    public int? Step { get; init; }

    public IReadOnlyList<DigestLine>? Lines { get; init; }

    public static WebhookPayload Of(OutgoingAlert alert)
    {
        var message = alert.Message;
        return new WebhookPayload
        {
            SchemaVersion = WebhookFormat.SchemaVersion,
            Id = alert.DeliveryId,
            Event = Wording.EventName(message.Event),
            At = message.At,
            Subject = alert.Text.Subject,
            Text = alert.Text.Body,
            Stream = message.StreamId is { } id ? new WebhookStream(id, message.StreamName ?? "", message.Address ?? "", message.Tags) : null,
            State = message.State,
            PreviousState = message.PreviousState,
            Since = message.Since,
            LastedSeconds = message.Lasted?.TotalSeconds,
            Reason = message.Reason,
            Findings = message.Findings.Count > 0 ? message.Findings : null,
            Measured = message.Measured.Count > 0 ? message.Measured : null,
            IncidentId = message.IncidentId,
            ResultId = message.ResultId,
            Link = message.Link,
            Policy = message.Policy,
            Step = message.Step,
            Lines = message.Lines.Count > 0 ? message.Lines : null,
        };
    }
}

internal sealed record WebhookStream(Guid Id, string Name, string Url, IReadOnlyList<string> Tags);
