using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>Slack's incoming webhooks, with Block Kit; Mattermost and Rocket.Chat take the text of the same.</summary>
internal sealed class SlackFormat : HttpFormat
{
    public override ChannelKind Kind => ChannelKind.Slack;

    public override string Title => "Slack";

    public override string Help => "At api.slack.com/apps make an app, switch on Incoming Webhooks, add one to the channel and copy its address.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Webhook address") { Input = ChannelFieldInput.Url, Required = true, Secret = true, Placeholder = "https://hooks.slack.com/services/T…/B…/…", Help = "Who knows it can write to the channel, so it is kept as a secret." },
    ];

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values)
    {
        var blocks = new List<object>
        {
            new { type = "header", text = new { type = "plain_text", text = alert.Text.Subject.Cut(150), emoji = false } },
            new { type = "section", text = new { type = "mrkdwn", text = Escape(alert.Text.Body).Cut(3000) } },
        };
        if (alert.Message.Link is { } link)
            blocks.Add(new { type = "actions", elements = new object[] { new { type = "button", text = new { type = "plain_text", text = "Open" }, url = link } } });
        return HttpCall.Of(values["url"], new { text = Escape(alert.Text.Subject), blocks });
    }

    // Slack's three control characters; what is left cannot mention anybody or make links of its own.
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
