using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;

namespace Platform.StreamHealth.Alerts.Smtp;

/// <summary>The client's half of RFC 5321 on an open connection: commands, replies, STARTTLS (RFC 3207), AUTH PLAIN and LOGIN (RFC 4954).</summary>
internal sealed class SmtpSession(Stream connection) : IAsyncDisposable
{
    private const int LongestLine = 4096;
    private const int MostLines = 100;
    private readonly byte[] _buffer = new byte[LongestLine];
    private Stream _stream = connection;
    private int _start;
    private int _end;

    /// <summary>What the server offers, as EHLO said: keyword and the rest of the line.</summary>
    public IReadOnlyDictionary<string, string> Offers { get; private set; } = new Dictionary<string, string>();

    public bool Encrypted => _stream is SslStream;

    public async Task UpgradeAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        // Bytes that came before the encryption could be somebody else's (CVE-2011-0411).
        if (_end > _start) throw new SmtpException("The server sent more than its reply before the encryption began; this is not to be trusted.");
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            throw new TlsRefusedException((e.InnerException ?? e).Message, e);
        }

        _stream = tls;
        Offers = new Dictionary<string, string>();
    }

    public async Task GreetingAsync(CancellationToken cancellationToken) => Good(await ReadAsync(cancellationToken), "did not greet");

    public async Task HelloAsync(string name, CancellationToken cancellationToken)
    {
        var reply = Good(await SendAsync("EHLO " + name, cancellationToken), "refused EHLO");
        Offers = reply.Lines.Skip(1).Select(line => line.Split([' ', '='], 2)).GroupBy(p => p[0].ToUpperInvariant())
            .ToDictionary(g => g.Key, g => string.Join(' ', g.Select(p => p.Length > 1 ? p[1] : "")).ToUpperInvariant());
    }

    public async Task StartTlsAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        if (!Offers.ContainsKey("STARTTLS")) throw new SmtpException("The server does not offer STARTTLS, and nothing is sent in the clear. Choose tls (port 465), or none for a relay in your own network.");
        Good(await SendAsync("STARTTLS", cancellationToken), "refused STARTTLS");
        await UpgradeAsync(options, cancellationToken);
    }

    public async Task SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        if (!Encrypted) throw new SmtpException("A password is not sent in the clear.");
        var ways = Offers.GetValueOrDefault("AUTH", "").Split(' ');
        SmtpReply reply;
        if (ways.Contains("PLAIN"))
        {
            reply = await SendAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancellationToken);
        }
        else if (ways.Contains("LOGIN"))
        {
            Good(await SendAsync("AUTH LOGIN", cancellationToken), "refused to sign in");
            Good(await SendAsync(Base64(user), cancellationToken), "refused the user name");
            reply = await SendAsync(Base64(password), cancellationToken);
        }
        else
        {
            throw new SmtpException($"The server offers no way to sign in that is known here (PLAIN, LOGIN): {Offers.GetValueOrDefault("AUTH", "none")}");
        }

        // Whoever corrects the password wants the messages that waited for it.
        if (!reply.Good) throw new SmtpException($"The server did not accept the user name and password: {reply}");
    }

    public async Task MailAsync(Mail mail, CancellationToken cancellationToken)
    {
        Good(await SendAsync($"MAIL FROM:<{mail.From.Address}>", cancellationToken), "refused the sender");
        var refused = new List<SmtpReply>();
        foreach (var recipient in mail.To)
        {
            var reply = await SendAsync($"RCPT TO:<{recipient.Address}>", cancellationToken);
            if (!reply.Good) refused.Add(reply);
        }

        // One wrong address must not keep the alert from the others.
        if (refused.Count == mail.To.Count) throw new SmtpException($"The server refused every recipient: {refused[0]}", refused.TrueForAll(r => r.Permanent));
        Good(await SendAsync("DATA", cancellationToken), "refused the message");
        await _stream.WriteAsync(Stuffed(mail.ToBytes()), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        Good(await ReadAsync(cancellationToken), "refused the message");
    }

    public Task<SmtpReply> QuitAsync(CancellationToken cancellationToken) => SendAsync("QUIT", cancellationToken);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>A dot at the start of a line is doubled, and a line with one dot ends it (RFC 5321, 4.5.2).</summary>
    internal static byte[] Stuffed(byte[] message)
    {
        var text = "\r\n" + Encoding.ASCII.GetString(message);
        text = text.Replace("\r\n.", "\r\n..", StringComparison.Ordinal)[2..];
        return Encoding.ASCII.GetBytes(text + (text.EndsWith("\r\n", StringComparison.Ordinal) ? "" : "\r\n") + ".\r\n");
    }

    private static SmtpReply Good(SmtpReply reply, string what) => reply.Good ? reply : throw new SmtpException($"The server {what}: {reply}", reply.Permanent);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<SmtpReply> SendAsync(string command, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                throw new SmtpException($"This is not an SMTP server: it said '{(line.Length > 100 ? line[..100] : line)}'");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-') return new SmtpReply(code, lines);
        }

        throw new SmtpException($"The server's reply has more than {MostLines} lines.");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length) throw new SmtpException($"A line of the server's reply is longer than {LongestLine} bytes.");
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0) throw new SmtpException("The server closed the connection.");
            _end += read;
        }
    }
}
