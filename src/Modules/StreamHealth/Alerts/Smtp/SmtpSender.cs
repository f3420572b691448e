using System.Net.Security;
using Platform.Media.Urls;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Formats;

namespace Platform.StreamHealth.Alerts.Smtp;

/// <summary>Hands one mail to one server, over a connection of its own to an address that the guard let pass.</summary>
internal sealed class SmtpSender(UrlGuard guard, GuardedConnector connector, ChannelTls channelTls)
{
    private const string OwnName = "mediaops.invalid";

    /// <exception cref="SmtpException">The mail was not taken; the message says why.</exception>
    public async Task SendAsync(Mail mail, ChannelValues values, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var host = values["host"];
        var guarded = await guard.CheckHostAsync("smtp", host, EmailFormat.PortOf(values), cancellationToken);
        if (!guarded.Ok) throw new SmtpException(guarded.Error.Message);
        var connected = await connector.ConnectAsync(guarded.Value, timeout, cancellationToken);
        if (!connected.Ok) throw new SmtpException(connected.Error.Message);

        await using var session = new SmtpSession(connected.Value.Stream);
        string? refused = null;
        var tls = channelTls.For(host, why => refused = why);
        try
        {
            await TalkAsync(session, mail, values, tls, cancellationToken);
        }
        catch (TlsRefusedException e)
        {
            throw new SmtpException($"TLS with {host} failed: {refused ?? e.Message}");
        }

        await QuitAsync(session, cancellationToken);
    }

    private static async Task TalkAsync(SmtpSession session, Mail mail, ChannelValues values, SslClientAuthenticationOptions tls, CancellationToken cancellationToken)
    {
        var security = values["security"];
        if (security == "tls") await session.UpgradeAsync(tls, cancellationToken);
        await session.GreetingAsync(cancellationToken);
        await session.HelloAsync(OwnName, cancellationToken);
        if (security == "starttls")
        {
            await session.StartTlsAsync(tls, cancellationToken);
            // What was offered in the clear is forgotten (RFC 3207, 4.2).
            await session.HelloAsync(OwnName, cancellationToken);
        }

        if (values.Has("username")) await session.SignInAsync(values["username"], values["password"], cancellationToken);
        await session.MailAsync(mail, cancellationToken);
    }

    // The mail is taken already: how the server says good-bye changes nothing, and a repeated mail would be wrong.
    private static async Task QuitAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.QuitAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SmtpException or OperationCanceledException)
        {
            return;
        }
    }
}
