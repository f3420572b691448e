using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>Which certificates of receivers are trusted: the system's roots, and those of <c>StreamHealth:Checks:TrustedCertificatesFile</c>.</summary>
internal sealed class ChannelTls(TrustedCertificates trusted, TimeProvider clock)
{
    /// <param name="host">The name the certificate must bear.</param>
    /// <param name="refused">Told in words why a certificate is not trusted.</param>
    public SslClientAuthenticationOptions For(string host, Action<string> refused) => new()
    {
        TargetHost = host,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Trusts(certificate, chain, errors, refused),
    };

    private bool Trusts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, Action<string> refused)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (certificate is not X509Certificate2 shown)
        {
            refused("the server sent no certificate");
            return false;
        }

        var facts = CertificateReader.Read(shown, chain, errors, trusted.Current, clock.GetUtcNow());
        if (!facts.Valid) refused(facts.Error ?? errors.ToString());
        return facts.Valid;
    }
}
