using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>Microsoft Teams through the Workflows webhook, with an Adaptive Card.</summary>
internal sealed class TeamsFormat : HttpFormat
{
    public override ChannelKind Kind => ChannelKind.Teams;

    public override string Title => "Microsoft Teams";

    public override string Help => "In Teams, next to the channel choose Workflows, take \"Post to a channel when a webhook request is received\", and copy its address.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Webhook address") { Input = ChannelFieldInput.Url, Required = true, Secret = true, Placeholder = "https://….logic.azure.com/workflows/…", Help = "Who knows it can write to the channel, so it is kept as a secret." },
    ];

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values)
    {
        var lines = alert.Text.Body.Split('\n').Select(line => (object)new { type = "TextBlock", text = Escape(line).Cut(2000), wrap = true, spacing = "Small" });
        object[] body =
        [
            new { type = "TextBlock", text = Escape(alert.Text.Subject).Cut(500), wrap = true, size = "Large", weight = "Bolder", color = Colour(alert) },
            .. lines,
        ];
        var actions = alert.Message.Link is { } link ? new object[] { new { type = "Action.OpenUrl", title = "Open", url = link } } : null;
        // A dollar sign cannot begin a member's name in C#.
        var card = new Dictionary<string, object?>
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = body,
        };
        if (actions is not null) card["actions"] = actions;
        return HttpCall.Of(values["url"], new
        {
            type = "message",
            attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = card } },
        });
    }

    private static string Colour(OutgoingAlert alert) => alert.Message switch
    {
        { IsGood: true, State: not "degraded" } => "Good",
        { IsBad: true } => "Attention",
        { State: "degraded" } => "Warning",
        _ => "Default",
    };

    // TextBlocks read a part of Markdown; a name in brackets must not become a link.
    private static string Escape(string text) => text.Replace("[", "\\[", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
