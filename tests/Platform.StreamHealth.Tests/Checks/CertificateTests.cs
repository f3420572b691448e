using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Audio;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>Acceptance case SC-06: checks of an https stream whose certificate is generated as each case needs it.</summary>
public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly string _rootFile = Path.GetTempFileName();
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public CertificateTests()
    {
        var request = new CertificateRequest("CN=Test authority", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
        File.WriteAllText(_rootFile, _root.ExportCertificatePem());
    }

    public void Dispose()
    {
        _root.Dispose();
        _rootKey.Dispose();
        File.Delete(_rootFile);
    }

    [Fact]
    public async Task A_good_certificate_is_valid()
    {
        var report = await CheckAsync(Issue("localhost", Now.AddDays(-1), Now.AddDays(90)));

        Assert.Equal((true, 89, false), (report.SslCertificate!.Valid, report.SslCertificate.DaysUntilExpiration, report.SslCertificate.SelfSigned));
        Assert.Equal(("CN=localhost", "CN=Test authority"), (report.SslCertificate.Subject, report.SslCertificate.Issuer));
        Assert.Equal((VerdictState.Healthy, 100), (report.Verdict.State, report.HealthScore));
        Assert.NotNull(report.Timings.TlsMs);
        Assert.StartsWith("Tls1", report.SslCertificate.Protocol, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SC_06_An_expired_certificate_costs_ten_points_and_the_stream_is_still_measured()
    {
        var report = await CheckAsync(Issue("localhost", Now.AddDays(-60), Now.AddDays(-3)));

        Assert.False(report.SslCertificate!.Valid);
        Assert.StartsWith("the certificate expired on ", report.SslCertificate.Error, StringComparison.Ordinal);
        Assert.Contains("SSL certificate invalid or expired", report.Issues);
        Assert.Equal(90, report.HealthScore);
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
        Assert.Equal([FindingCodes.CertificateInvalid], report.Codes());
        Assert.Equal("MP3", report.Measured!.Codec);
    }

    [Fact]
    public async Task SC_06_A_self_signed_certificate_is_invalid_with_the_reason()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("localhost", key);
        var report = await CheckAsync(Usable(request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(90))));

        Assert.Equal((false, true), (report.SslCertificate!.Valid, report.SslCertificate.SelfSigned));
        Assert.Equal("the certificate is self-signed", report.SslCertificate.Error);
        Assert.Contains("Self-signed SSL certificate", report.Issues);
        Assert.Equal(85, report.HealthScore);
    }

    [Fact]
    public async Task SC_06_A_certificate_with_twenty_days_left_is_valid_but_due()
    {
        var report = await CheckAsync(Issue("localhost", Now.AddDays(-60), Now.AddDays(20).AddHours(1)));

        Assert.Equal((true, 20), (report.SslCertificate!.Valid, report.SslCertificate.DaysUntilExpiration));
        Assert.Contains("SSL certificate expiring in 20 days", report.Issues);
        Assert.Contains("Renew SSL certificate soon", report.Recommendations);
        Assert.Equal((VerdictState.Degraded, 95), (report.Verdict.State, report.HealthScore));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_invalid()
    {
        var report = await CheckAsync(Issue("radio.example", Now.AddDays(-1), Now.AddDays(90)));

        Assert.Equal("the certificate is for another host name", report.SslCertificate!.Error);
    }

    [Fact]
    public async Task A_port_without_tls_is_a_handshake_error()
    {
        await using var server = await Platform.Testing.Servers.BadHttpServer.StartAsync();
        await using var checker = new Checker(("StreamHealth:Checks:ConnectTimeoutSeconds", "3"));
        var report = await checker.RunAsync($"https://localhost:{server.Port}/x");

        Assert.NotEqual(ConnectivityStatus.Success, report.Connectivity.Status);
        Assert.Equal(FindingCodes.TlsFailed, report.Connectivity.ErrorCode);
        Assert.False(report.SslCertificate!.Valid);
    }

    private async Task<CheckReport> CheckAsync(X509Certificate2 certificate)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        await using var checker = new Checker(("StreamHealth:Checks:TrustedCertificatesFile", _rootFile));
        var report = await checker.RunAsync($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/live.mp3", phase: 1);
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate.Dispose();
        return report;
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);
        _ = await tls.ReadAsync(new byte[4096]);
        await tls.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"u8.ToArray());
        await tls.WriteAsync(await TestAudio.BytesAsync(AudioVariant.Programme));
    }

    private X509Certificate2 Issue(string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Request(host, key).Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), from, to, RandomNumberGenerator.GetBytes(8));
        return Usable(issued.CopyWithPrivateKey(key));
    }

    private static CertificateRequest Request(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
