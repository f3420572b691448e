using System.Globalization;
using System.Text.Json;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>Pushover's message API, as a form.</summary>
internal sealed class PushoverFormat : HttpFormat
{
    private const string Emergency = "2";

    public override ChannelKind Kind => ChannelKind.Pushover;

    public override string Title => "Pushover";

    public override string Help => "Your user key is on the first page of pushover.net; make an application there for the token.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("token", "Application token") { Required = true, Secret = true },
        new("user", "User or group key") { Required = true, Secret = true },
        new("device", "Device") { Help = "All devices when empty." },
        new("downPriority", "Priority when down") { Input = ChannelFieldInput.Choice, Choices = ["0", "1", "2"], Default = "1", Help = "0 normal, 1 high (breaks through the phone's quiet hours), 2 emergency (repeats every minute for half an hour until somebody confirms)." },
        new("sound", "Sound") { Help = "The user's own when empty." },
        new("server", "Server") { Input = ChannelFieldInput.Url, Destination = true, Default = "https://api.pushover.net", Help = "Only for a proxy of your own." },
    ];

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values)
    {
        var priority = alert.Message.IsBad ? values["downPriority"] : "0";
        return HttpCall.Form($"{values["server"].TrimEnd('/')}/1/messages.json",
        [
            ("token", values["token"]), ("user", values["user"]), ("device", values["device"]), ("sound", values["sound"]),
            ("title", alert.Text.Subject.Cut(250)), ("message", alert.Text.Body.Cut(1024)),
            ("priority", priority), ("retry", priority == Emergency ? "60" : null), ("expire", priority == Emergency ? "1800" : null),
            ("timestamp", alert.Message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("url", alert.Message.Link), ("url_title", alert.Message.Link is null ? null : "Open"),
        ]);
    }

    public override string? Refusal(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("status", out var status) && status.ToString() != "1" ? answer : null;
        }
        catch (JsonException)
        {
            return "The answer is not Pushover's: " + answer.Cut(200);
        }
    }
}
