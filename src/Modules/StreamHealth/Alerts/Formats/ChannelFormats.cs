using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>Every kind of channel, in the order a person should look at them.</summary>
internal static class ChannelFormats
{
    public static IReadOnlyList<ChannelFormat> All { get; } =
    [
        new EmailFormat(), new WebhookFormat(), new SlackFormat(), new DiscordFormat(), new TeamsFormat(),
        new TelegramFormat(), new NtfyFormat(), new PushoverFormat(), new GotifyFormat(), new AppriseFormat(),
    ];

    public static ChannelFormat Of(ChannelKind kind) => All.First(f => f.Kind == kind);
}
