using System.Text;
using System.Text.RegularExpressions;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Smtp;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>E-mail to a real SMTP server with a certificate of its own.</summary>
public sealed partial class MailTests : IAsyncLifetime
{
    private readonly string _pem = Path.GetTempFileName();
    private AlertBench? _bench;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        File.Delete(_pem);
    }

    [Theory]
    [InlineData("starttls", "PLAIN LOGIN", "AUTH PLAIN")]
    [InlineData("starttls", "LOGIN", "AUTH LOGIN")]
    [InlineData("tls", "PLAIN", "AUTH PLAIN")]
    public async Task A_mail_arrives_encrypted_and_signed_in(string security, string auth, string used)
    {
        await using var server = new SmtpServer { ImplicitTls = security == "tls", Auth = auth, Account = ("monitor", "pässwörd") };
        var test = await TestAsync(server, [("security", security), ("username", "monitor"), ("password", "pässwörd")]);

        Assert.Equal((true, null), (test.Sent, test.Error));
        var mail = Assert.Single(server.Mails);
        Assert.Equal(("monitor@example.org", true, "monitor"), (mail.From, mail.Encrypted, mail.User));
        Assert.Equal(["studio@example.org", "chief@example.org"], mail.To);
        Assert.Contains(server.Commands, c => c.StartsWith(used, StringComparison.Ordinal));
        Assert.Contains("Subject: Test message of MediaOps\r\n", mail.Data, StringComparison.Ordinal);
        Assert.Contains($"Message-ID: <{test.DeliveryId:N}@example.org>\r\n", mail.Data, StringComparison.Ordinal);
        Assert.Contains("Date: Mon, 05 Jan 2026 12:00:00 +0000\r\n", mail.Data, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated\r\n", mail.Data, StringComparison.Ordinal);
        Assert.StartsWith("This is a test message.", Part(mail, "text/plain"), StringComparison.Ordinal);
        Assert.Contains("href=\"https://monitor.example/alerts/channels\"", Part(mail, "text/html"), StringComparison.Ordinal);
        Assert.Equal("QUIT", server.Commands.Last());
    }

    [Fact]
    public async Task A_relay_without_encryption_gets_the_mail_in_the_clear()
    {
        await using var server = new SmtpServer { OffersStartTls = false };
        var test = await TestAsync(server, [("security", "none")]);
        Assert.Equal((true, false), (test.Sent, Assert.Single(server.Mails).Encrypted));
    }

    [Fact]
    public async Task A_wrong_password_is_said_as_the_server_says_it()
    {
        await using var server = new SmtpServer { Account = ("monitor", "right") };
        var test = await TestAsync(server, [("username", "monitor"), ("password", "wrong")]);
        Assert.Equal("The server did not accept the user name and password: 535 5.7.8 Username and Password not accepted", test.Error);
    }

    [Fact]
    public async Task A_server_that_does_not_offer_starttls_gets_nothing()
    {
        await using var server = new SmtpServer { OffersStartTls = false };
        var test = await TestAsync(server, []);
        Assert.StartsWith("The server does not offer STARTTLS", test.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_said_before_the_encryption_is_not_trusted()
    {
        await using var server = new SmtpServer { Injected = "250 sender ok" };
        var test = await TestAsync(server, []);
        Assert.Contains("before the encryption began", test.Error, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_refused_with_the_reason()
    {
        await using var server = new SmtpServer();
        var test = await TestAsync(server, [], trusted: false);
        Assert.Equal("TLS with localhost failed: the certificate is self-signed", test.Error);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_refused_sender_is_final_and_a_busy_server_is_not()
    {
        await using var server = new SmtpServer();
        server.Refuse["MAIL"] = "550 5.1.8 sender rejected";
        var bench = await BenchAsync(server);
        var channel = await AddAsync(server, []);
        var stream = await bench.AddStreamAsync();
        await bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, channel)] });
        await bench.DownAsync(stream);
        await bench.SendAsync(channel);
        var refused = Assert.Single(await bench.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, "The server refused the sender: 550 5.1.8 sender rejected"), (refused.State, refused.Error));

        server.Refuse["MAIL"] = "451 4.7.1 try again later";
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.UpAsync(stream);
        await bench.SendAsync(channel);
        var later = (await bench.DeliveriesAsync())[1];
        Assert.Equal((DeliveryState.Pending, 1, "The server refused the sender: 451 4.7.1 try again later"), (later.State, later.Attempts, later.Error));
    }

    [Fact]
    public async Task One_wrong_recipient_does_not_keep_it_from_the_others()
    {
        await using var server = new SmtpServer();
        server.Refuse["RCPT TO:<studio"] = "550 no such user";
        var test = await TestAsync(server, []);
        Assert.True(test.Sent);
        Assert.Equal(["chief@example.org"], Assert.Single(server.Mails).To);
    }

    [Fact]
    public async Task What_is_not_an_smtp_server_is_said_so()
    {
        await using var web = await HttpReceiver.StartAsync();
        await using var server = new SmtpServer();
        await BenchAsync(server);
        var input = Input(server, []) with { };
        var values = new Dictionary<string, string?>(input.Values) { ["port"] = new Uri(web.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), ["host"] = "127.0.0.1" };
        // A web server waits for a request; the patience of the attempt ends it.
        var testing = _bench!.Get<TestChannel>().RunAsync(input with { Values = values }, id: null, CancellationToken.None);
        while (!testing.IsCompleted)
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        Assert.Equal("No answer within 20 s", AlertBench.Good(await testing).Error);
    }

    [Fact]
    public void A_subject_in_any_script_becomes_words_of_ascii_that_decode_to_it()
    {
        const string subject = "DOWN: Ραδιόφωνο Ένα 🎙 – a name that is much longer than one encoded word can be";
        var text = Encoding.ASCII.GetString(Message(subject, "x").ToBytes());
        var header = Regex.Match(text, @"Subject: (.*?)\r\n(?=[A-Z])", RegexOptions.Singleline).Groups[1].Value;
        Assert.All(header.Split("\r\n "), word => Assert.InRange(word.Length, 1, 75));
        Assert.Equal(subject, string.Concat(EncodedWord().Matches(header).Select(m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value)))));
    }

    [Fact]
    public void A_subject_cannot_bring_headers_of_its_own()
    {
        var text = Encoding.ASCII.GetString(Message("A\r\nBcc: everybody@example.org", "x").ToBytes());
        Assert.DoesNotContain("\nBcc:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dot_at_the_start_of_a_line_is_doubled() =>
        Assert.Equal(".. a\r\nb\r\n..c\r\n.\r\n", Encoding.ASCII.GetString(SmtpSession.Stuffed(Encoding.ASCII.GetBytes(". a\r\nb\r\n.c"))));

    private static Mail Message(string subject, string text) => new()
    {
        From = new("a@example.org"),
        To = [new("b@example.org")],
        Subject = subject,
        Text = text,
        Date = DateTimeOffset.UnixEpoch,
        MessageId = "1@example.org",
    };

    private static string Part(ArrivedMail mail, string type)
    {
        var part = mail.Data.Split("----alert-part--").Single(p => p.Contains($"Content-Type: {type}; charset=utf-8", StringComparison.Ordinal));
        return Encoding.UTF8.GetString(Convert.FromBase64String(part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));
    }

    private async Task<AlertBench> BenchAsync(SmtpServer server, bool trusted = true)
    {
        await File.WriteAllTextAsync(_pem, server.Pem);
        return _bench = await AlertBench.StartAsync(null, trusted ? [("StreamHealth:Checks:TrustedCertificatesFile", _pem)] : []);
    }

    private static ChannelInput Input(SmtpServer server, (string Name, string Value)[] values)
    {
        var all = new Dictionary<string, string?>
        {
            ["host"] = "localhost",
            ["port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["from"] = "Überwachung <monitor@example.org>",
            ["to"] = "studio@example.org\nchief@example.org",
        };
        foreach (var (name, value) in values) all[name] = value;
        return new ChannelInput { Name = "Mail", Kind = ChannelKind.Email, Values = all };
    }

    private async Task<ChannelView> AddAsync(SmtpServer server, (string, string)[] values) =>
        AlertBench.Good(await _bench!.Get<SaveChannel>().CreateAsync(Input(server, values), CancellationToken.None));

    private async Task<ChannelTestView> TestAsync(SmtpServer server, (string, string)[] values, bool trusted = true)
    {
        await BenchAsync(server, trusted);
        var channel = await AddAsync(server, values);
        return AlertBench.Good(await _bench!.Get<TestChannel>().RunAsync(channel.Id, CancellationToken.None));
    }

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]+)\?=")]
    private static partial Regex EncodedWord();
}
