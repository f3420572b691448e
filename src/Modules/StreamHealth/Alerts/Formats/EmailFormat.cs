using System.Globalization;
using System.Net.Mail;
using Platform.StreamHealth.Alerts.Smtp;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>E-mail through an SMTP server.</summary>
internal sealed class EmailFormat : ChannelFormat
{
    private const int MaxRecipients = 50;

    public override ChannelKind Kind => ChannelKind.Email;

    public override string Title => "E-mail";

    public override string Help => "The server, port and password your mail provider names for outgoing mail (SMTP); many ask for an app password.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("host", "Server") { Required = true, Destination = true, Placeholder = "smtp.example.org" },
        new("port", "Port") { Input = ChannelFieldInput.Number, Destination = true, Help = "587 for STARTTLS, 465 for TLS, 25 for none, when empty." },
        new("security", "Encryption") { Input = ChannelFieldInput.Choice, Choices = ["starttls", "tls", "none"], Default = "starttls", Destination = true, Help = "starttls: asked for and insisted on; tls: from the first byte; none: for a relay in your own network, without a password." },
        new("username", "User name") { Help = "Empty for a server that asks for none." },
        new("password", "Password") { Secret = true },
        new("from", "From") { Required = true, Placeholder = "Monitor <monitor@example.org>" },
        new("to", "To") { Input = ChannelFieldInput.Lines, Required = true, Placeholder = "studio@example.org", Help = "One to a line." },
    ];

    public override void Check(ChannelValues values, Dictionary<string, string[]> wrong)
    {
        if (values.Has("host") && Uri.CheckHostName(values["host"]) == UriHostNameType.Unknown) wrong["values.host"] = ["A host name or an address, without scheme and port."];
        if (values.Has("port") && PortOf(values) is < 1 or > 65535) wrong["values.port"] = ["A port is a number from 1 to 65535."];
        if (values.Has("from") && Address(values["from"]) is null) wrong["values.from"] = ["An address such as monitor@example.org."];
        var to = values.Lines("to");
        if (to.FirstOrDefault(t => Address(t) is null) is { } bad) wrong["values.to"] = [$"'{bad}' is not an address."];
        else if (to.Count > MaxRecipients) wrong["values.to"] = [$"At most {MaxRecipients} recipients; a mailing list takes more."];
        if (values["security"] == "none" && values.Has("username")) wrong["values.security"] = ["A password is only sent over TLS: choose starttls or tls, or leave the user name empty."];
    }

    public override string Show(OutgoingAlert alert, ChannelValues values)
    {
        var mail = Compose(alert, values);
        return $"SMTP {values["host"]}:{PortOf(values)} ({values["security"]})\nMAIL FROM:<{mail.From.Address}>\n{string.Concat(mail.To.Select(t => $"RCPT TO:<{t.Address}>\n"))}\n{mail.Subject}\n\n{mail.Text}";
    }

    public static Mail Compose(OutgoingAlert alert, ChannelValues values)
    {
        var from = Address(values["from"]) ?? new MailAddress("unset@invalid.invalid");
        return new Mail
        {
            From = from,
            To = [.. values.Lines("to").Select(Address).OfType<MailAddress>()],
            Subject = alert.Text.Subject.Cut(250),
            Text = alert.Text.Body,
            Link = alert.Message.Link,
            Colour = Wording.Colour(alert.Message),
            Date = alert.Now,
            MessageId = $"{alert.DeliveryId:N}@{from.Host}",
            // Mail programs put the messages of one outage under each other.
            Thread = alert.Message.IncidentId is { } incident ? $"incident-{incident:N}@{from.Host}" : null,
            Urgent = alert.Message.IsBad,
        };
    }

    public static int PortOf(ChannelValues values)
    {
        if (values.Has("port")) return int.TryParse(values["port"], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
        return values["security"] switch { "tls" => 465, "none" => 25, _ => 587 };
    }

    // Only ASCII: what SMTP takes everywhere. A name may have any letters.
    private static MailAddress? Address(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address.All(char.IsAscii) && !address.Address.Any(c => char.IsControl(c) || c is ' ' or '<' or '>') ? address : null;
}
