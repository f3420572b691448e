using Platform.Console;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Pages;

/// <summary>How the pages call things.</summary>
internal static class Labels
{
    public static string Of(ChannelKind kind) => ChannelFormats.Of(kind).Title;

    public static string Icon(ChannelKind kind) => kind switch
    {
        ChannelKind.Email => "mail",
        ChannelKind.Webhook => "webhook",
        ChannelKind.Slack or ChannelKind.Discord or ChannelKind.Teams => "forum",
        ChannelKind.Telegram => "chat",
        ChannelKind.Apprise => "hub",
        _ => "notifications_active",
    };

    /// <summary>Where a channel's messages go, in a word: what a person tells two channels of a kind apart by.</summary>
    public static string Target(ChannelView channel) => channel.Kind switch
    {
        ChannelKind.Email => channel.Values.GetValueOrDefault("to", "").ReplaceLineEndings(", "),
        ChannelKind.Telegram => channel.Values.GetValueOrDefault("chatId", ""),
        ChannelKind.Ntfy => channel.Values.GetValueOrDefault("topic", ""),
        _ => channel.Values.GetValueOrDefault("url") ?? channel.Values.GetValueOrDefault("server") ?? "",
    };

    public static StateLevel Level(DeliveryState state) => state switch
    {
        DeliveryState.Sent => StateLevel.Ok,
        DeliveryState.Failed => StateLevel.Error,
        DeliveryState.Pending => StateLevel.Info,
        DeliveryState.Sending => StateLevel.Running,
        _ => StateLevel.Off,
    };

    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "Waiting",
        DeliveryState.Held => "Held back",
        DeliveryState.Sending => "Sending",
        DeliveryState.Digested => "In a digest",
        _ => state.ToString(),
    };

    public static (StateLevel Level, string Text) Health(ChannelView channel) => channel switch
    {
        { Enabled: false } => (StateLevel.Off, "Off"),
        { FailuresInRow: > 2 } => (StateLevel.Error, "Failing"),
        { FailuresInRow: > 0 } => (StateLevel.Warning, "Last attempt failed"),
        { LastSentAt: null } => (StateLevel.Info, "Not used yet"),
        _ => (StateLevel.Ok, "Works"),
    };

    /// <summary>Minutes as a person says them: "at once", "10 min", "2 h".</summary>
    public static string After(int minutes) => minutes switch
    {
        0 => "At once",
        _ when minutes % 1440 == 0 => $"After {minutes / 1440} d",
        _ when minutes % 60 == 0 => $"After {minutes / 60} h",
        _ => $"After {minutes} min",
    };
}
