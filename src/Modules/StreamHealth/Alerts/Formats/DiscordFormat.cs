using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>Discord's channel webhooks, with an embed.</summary>
internal sealed class DiscordFormat : HttpFormat
{
    public override ChannelKind Kind => ChannelKind.Discord;

    public override string Title => "Discord";

    public override string Help => "Channel settings, Integrations, Webhooks, New Webhook, Copy Webhook URL.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Webhook address") { Input = ChannelFieldInput.Url, Required = true, Secret = true, Placeholder = "https://discord.com/api/webhooks/…/…", Help = "Who knows it can write to the channel, so it is kept as a secret." },
    ];

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values) => HttpCall.Of(values["url"], new
    {
        embeds = new[]
        {
            new
            {
                title = alert.Text.Subject.Cut(256),
                description = alert.Text.Body.Cut(4096),
                url = alert.Message.Link,
                color = Wording.Colour(alert.Message),
                timestamp = alert.Message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            },
        },
        // A stream's name must not be able to call everybody.
        allowed_mentions = new { parse = Array.Empty<string>() },
    });
}
