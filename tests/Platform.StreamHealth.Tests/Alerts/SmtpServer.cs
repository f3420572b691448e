using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>A mail as the server took it.</summary>
internal sealed record ArrivedMail(string From, IReadOnlyList<string> To, string Data, bool Encrypted, string? User);

/// <summary>A small SMTP server with a certificate it made itself; misbehaves as a test asks.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;

    public SmtpServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2045, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        Pem = made.ExportCertificatePem();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Pem { get; }

    public ConcurrentQueue<ArrivedMail> Mails { get; } = [];

    public ConcurrentQueue<string> Commands { get; } = [];

    public bool ImplicitTls { get; init; }

    public bool OffersStartTls { get; init; } = true;

    public string Auth { get; init; } = "PLAIN LOGIN";

    public (string User, string Password)? Account { get; init; }

    /// <summary>Answers that stand in for the usual ones, by the beginning of the command.</summary>
    public Dictionary<string, string> Refuse { get; } = [];

    /// <summary>Bytes sent together with the answer to STARTTLS, in the clear.</summary>
    public string Injected { get; init; } = "";

    /// <summary>Accepts connections and says nothing.</summary>
    public bool Silent { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var own = client;
        try
        {
            await TalkAsync(client.GetStream());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            Commands.Enqueue("(connection lost)");
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        if (Silent) await Task.Delay(Timeout.Infinite, _stop.Token);
        var encrypted = ImplicitTls;
        if (ImplicitTls) stream = await EncryptAsync(stream);
        string? user = null, from = null;
        var to = new List<string>();
        await SayAsync(stream, "220-localhost\r\n220 ready");
        while (await LineAsync(stream) is { } line)
        {
            Commands.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Refuse.FirstOrDefault(r => line.StartsWith(r.Key, StringComparison.OrdinalIgnoreCase)) is { Value: { } refusal })
            {
                await SayAsync(stream, refusal);
                continue;
            }

            switch (verb)
            {
                case "EHLO":
                    await SayAsync(stream, $"250-localhost\r\n{(OffersStartTls && !encrypted ? "250-STARTTLS\r\n" : "")}{(encrypted ? $"250-AUTH {Auth}\r\n" : "")}250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go ahead" + (Injected.Length > 0 ? "\r\n" + Injected : ""));
                    stream = await EncryptAsync(stream);
                    encrypted = true;
                    break;
                case "AUTH" when line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal):
                    var parts = Encoding.UTF8.GetString(Convert.FromBase64String(line[11..])).Split('\0');
                    user = await CheckAsync(stream, parts[1], parts[2]);
                    break;
                case "AUTH":
                    await SayAsync(stream, "334 VXNlcm5hbWU6");
                    var name = Encoding.UTF8.GetString(Convert.FromBase64String((await LineAsync(stream))!));
                    await SayAsync(stream, "334 UGFzc3dvcmQ6");
                    user = await CheckAsync(stream, name, Encoding.UTF8.GetString(Convert.FromBase64String((await LineAsync(stream))!)));
                    break;
                case "MAIL":
                    (from, to) = (Between(line), []);
                    await SayAsync(stream, Account is not null && user is null ? "530 5.7.0 Authentication required" : "250 sender ok");
                    break;
                case "RCPT":
                    to.Add(Between(line));
                    await SayAsync(stream, "250 recipient ok");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    var data = new StringBuilder();
                    while (await LineAsync(stream) is { } row && row != ".") data.Append(row.StartsWith('.') ? row[1..] : row).Append("\r\n");
                    Mails.Enqueue(new ArrivedMail(from!, to, data.ToString(), encrypted, user));
                    await SayAsync(stream, "250 2.0.0 queued as 1");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "500 what?");
                    break;
            }
        }
    }

    private async Task<string?> CheckAsync(Stream stream, string user, string password)
    {
        var good = Account == (user, password);
        await SayAsync(stream, good ? "235 2.7.0 accepted" : "535 5.7.8 Username and Password not accepted");
        return good ? user : null;
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }

    private async Task SayAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _stop.Token);

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
