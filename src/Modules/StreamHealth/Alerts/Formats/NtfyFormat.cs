using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>ntfy, published as JSON to the server's root.</summary>
internal sealed class NtfyFormat : HttpFormat
{
    public override ChannelKind Kind => ChannelKind.Ntfy;

    public override string Title => "ntfy";

    public override string Help => "Choose a topic nobody can guess and subscribe to it in the ntfy app. On a server with access control, make a token under Account, Access tokens.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("server", "Server") { Input = ChannelFieldInput.Url, Destination = true, Default = "https://ntfy.sh" },
        new("topic", "Topic") { Required = true, Placeholder = "radio-alerts-7f3a" },
        new("token", "Access token") { Secret = true, Placeholder = "tk_…" },
    ];

    public override void Check(ChannelValues values, Dictionary<string, string[]> wrong)
    {
        if (values.Has("topic") && (values["topic"].Length > 64 || !values["topic"].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            wrong["values.topic"] = ["A topic has at most 64 letters, digits, dashes and underscores."];
    }

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values)
    {
        var message = alert.Message;
        var call = HttpCall.Of(values["server"].TrimEnd('/') + "/", new
        {
            topic = values["topic"],
            title = alert.Text.Subject.Cut(250),
            // Longer messages become attachments.
            message = alert.Text.Body.CutBytes(4000),
            priority = message.IsBad ? 5 : message.IsGood ? 3 : 4,
            tags = new[] { message.IsGood ? "white_check_mark" : message.IsBad ? "rotating_light" : "warning" },
            click = message.Link,
        });
        return values.Has("token") ? call with { Headers = [("Authorization", "Bearer " + values["token"])] } : call;
    }
}
