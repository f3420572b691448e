using System.Globalization;
using System.Net;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>A Telegram bot's sendMessage.</summary>
internal sealed class TelegramFormat : HttpFormat
{
    public override ChannelKind Kind => ChannelKind.Telegram;

    public override string Title => "Telegram";

    public override string Help => "Ask @BotFather for a new bot and its token, write to the bot or add it to a group, and read the chat's id from api.telegram.org/bot<token>/getUpdates.";

    // Telegram's limit for a group.
    public override int PerMinute => 20;

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("token", "Bot token") { Required = true, Secret = true, Placeholder = "123456789:AA…" },
        new("chatId", "Chat") { Required = true, Placeholder = "-1001234567890 or @channel", Help = "The number of a chat or group, or the name of a public channel." },
        new("topicId", "Topic") { Input = ChannelFieldInput.Number, Help = "Only for groups with topics: the number of the topic." },
        new("server", "Server") { Input = ChannelFieldInput.Url, Destination = true, Default = "https://api.telegram.org", Help = "Only for a Bot API server of your own." },
    ];

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values) => HttpCall.Of($"{values["server"].TrimEnd('/')}/bot{values["token"]}/sendMessage", new
    {
        chat_id = values["chatId"],
        message_thread_id = int.TryParse(values["topicId"], NumberStyles.None, CultureInfo.InvariantCulture, out var topic) ? topic : (int?)null,
        // The body is cut before it is marked up, so that no tag and no entity is cut through; 4096 is Telegram's limit.
        text = $"<b>{WebUtility.HtmlEncode(alert.Text.Subject.Cut(200))}</b>\n{WebUtility.HtmlEncode(alert.Text.Body.Cut(3500))}",
        parse_mode = "HTML",
        link_preview_options = new { is_disabled = true },
        disable_notification = alert.Message.IsGood,
    });
}
