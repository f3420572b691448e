using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>Webhooks as their receivers see them: over TLS, and checked by the example in the documentation.</summary>
public sealed partial class WebhookReceiverTests
{
    [Fact]
    public async Task Over_TLS_a_trusted_receiver_is_told_and_an_unknown_one_is_refused_in_words()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = SelfSigned(key);
        var roots = Path.GetTempFileName();
        await File.WriteAllTextAsync(roots, certificate.ExportCertificatePem());
        await using var receiver = await HttpReceiver.StartAsync(certificate);
        Assert.StartsWith("https://127.0.0.1:", receiver.Url, StringComparison.Ordinal);

        await using (var careful = await AlertBench.StartAsync())
        {
            await TellAsync(careful, receiver);
            var refused = Assert.Single(await careful.DeliveriesAsync());
            Assert.Equal("TLS with 127.0.0.1 failed: the certificate is self-signed", refused.Error);
            Assert.Equal((DeliveryState.Pending, 1), (refused.State, refused.Attempts));
            Assert.Empty(receiver.Requests);
        }

        await using var trusting = await AlertBench.StartAsync(settings: ("StreamHealth:Checks:TrustedCertificatesFile", roots));
        await TellAsync(trusting, receiver);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await trusting.DeliveriesAsync()).State);
        Assert.Equal("down", receiver.Only().Json.GetProperty("event").GetString());
        File.Delete(roots);
    }

    // The documentation shows receivers how to check a signature; what it shows must work.
    [Theory]
    [InlineData("a secret of some length", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("another secret altogether", false)]
    public async Task The_Python_example_tells_a_genuine_webhook_from_a_forged_one(string secret, bool genuine)
    {
        if (FindPython() is not { } python) return;
        var body = "{\"event\":\"down\",\"text\":\"Späte Störung\"}"u8.ToArray();
        var (id, timestamp) = (Guid.NewGuid().ToString(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var signature = WebhookFormat.Sign(genuine ? secret : "what the sender believes", id, timestamp, body);
        Assert.Equal(genuine, await AskAsync(python, secret, id, timestamp, signature, body));
        Assert.False(await AskAsync(python, secret, id, timestamp, signature, [.. body, (byte)' ']));
        Assert.False(await AskAsync(python, secret, id, "1700000000", WebhookFormat.Sign(secret, id, "1700000000", body), body));
    }

    private static async Task<bool> AskAsync(string python, string secret, string id, string timestamp, string signature, byte[] body)
    {
        var call = JsonSerializer.Serialize(new { secret, headers = new Dictionary<string, string> { ["webhook-id"] = id, ["webhook-timestamp"] = timestamp, ["webhook-signature"] = signature }, body = Convert.ToBase64String(body) });
        var script = $"{Example()}\nimport json, sys\ncall = json.load(sys.stdin)\nprint(is_genuine(call['headers'], base64.b64decode(call['body']), call['secret']))\n";
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(call);
        process.StandardInput.Close();
        var (said, errors) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
        return bool.Parse(said.Trim());
    }

    private static string Example([CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/alerts.md"), Encoding.UTF8);
        return Python().Match(text).Groups[1].Value;
    }

    private static string? FindPython() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);

    private static async Task TellAsync(AlertBench bench, HttpReceiver receiver)
    {
        var channel = await bench.AddChannelAsync(receiver.Url + "/hook");
        await bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, channel)] });
        await bench.DownAsync(await bench.AddStreamAsync());
        await bench.SendAsync(channel);
    }

    private static X509Certificate2 SelfSigned(ECDsa key)
    {
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(now.AddYears(-10), now.AddYears(10));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Python();
}
