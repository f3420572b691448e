using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>
/// Puts TLS on a connection. A certificate that a player would refuse does not end the check: it is reported, and the
/// stream behind it is still measured, so that the operator sees everything that is wrong at once.
/// </summary>
internal sealed class TlsUpgrade(TrustedCertificates trusted, TimeProvider clock)
{
    public async Task<(Stream? Stream, CertificateFacts Facts)> UpgradeAsync(Stream plain, string host, CancellationToken cancellationToken)
    {
        CertificateFacts? facts = null;
        var tls = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = Look }, cancellationToken);
            var cipher = tls.NegotiatedCipherSuite.ToString();
            facts ??= new CertificateFacts { Valid = false, Error = "the server sent no certificate" };
            return (tls, facts with { Protocol = $"{tls.SslProtocol} {cipher}", TlsVersion = VersionOf(tls.SslProtocol), Cipher = cipher });
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            var reason = e.InnerException?.Message ?? e.Message;
            return (null, (facts ?? new CertificateFacts { Valid = false }) with { Valid = false, Error = $"TLS handshake failed: {reason}" });
        }

        // "Tls12", as people write it; what is older than 1.0 has names of its own.
        static string VersionOf(SslProtocols protocol) => protocol.ToString() is ['T', 'l', 's', var major, var minor] ? $"TLS {major}.{minor}" : protocol.ToString() is "Tls" ? "TLS 1.0" : protocol.ToString();

        bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            if (certificate is not X509Certificate2 shown) return false;
            facts = CertificateReader.Read(shown, chain, errors, trusted.Current, clock.GetUtcNow());
            return true;
        }
    }
}
