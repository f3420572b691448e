using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>A Gotify server's message API.</summary>
internal sealed class GotifyFormat : HttpFormat
{
    public override ChannelKind Kind => ChannelKind.Gotify;

    public override string Title => "Gotify";

    public override string Help => "On your Gotify server under Apps, make an application and copy its token.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("server", "Server") { Input = ChannelFieldInput.Url, Required = true, Destination = true, Placeholder = "https://gotify.example.org" },
        new("token", "Application token") { Required = true, Secret = true },
    ];

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values)
    {
        var message = alert.Message;
        var extras = new Dictionary<string, object> { ["client::display"] = new { contentType = "text/plain" } };
        if (message.Link is { } link) extras["client::notification"] = new { click = new { url = link } };
        return HttpCall.Of(values["server"].TrimEnd('/') + "/message", new
        {
            title = alert.Text.Subject.Cut(250),
            message = alert.Text.Body.Cut(4000),
            priority = message.IsBad ? 8 : message.IsGood ? 4 : 6,
            extras,
        }) with
        { Headers = [("X-Gotify-Key", values["token"])] };
    }
}
