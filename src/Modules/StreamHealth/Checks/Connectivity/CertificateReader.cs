using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Judges a server's certificate as a listener's player would, and says what is wrong in words.</summary>
internal static class CertificateReader
{
    public static CertificateFacts Read(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection trusted, DateTimeOffset now)
    {
        var expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        var issued = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        var selfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        var chainOk = !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) || ChainsTo(trusted, certificate, chain);

        List<string> wrong = [];
        if (now >= expires) wrong.Add($"the certificate expired on {expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (now < issued) wrong.Add($"the certificate is valid only from {issued.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) wrong.Add("the certificate is for another host name");
        if (selfSigned && !chainOk) wrong.Add("the certificate is self-signed");
        else if (!chainOk && wrong.Count == 0) wrong.Add($"the certificate's issuer is not trusted{Detail(chain)}");

        return new CertificateFacts
        {
            Valid = wrong.Count == 0,
            Expires = expires,
            DaysUntilExpiration = (int)Math.Floor((expires - now).TotalDays),
            Issued = issued,
            Issuer = certificate.Issuer,
            Subject = certificate.Subject,
            SelfSigned = selfSigned,
            NameMismatch = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch),
            Key = KeyOf(certificate),
            Chain = ChainOf(chain),
            Error = wrong.Count == 0 ? null : string.Join("; ", wrong),
        };
    }

    private static string? KeyOf(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return string.Create(CultureInfo.InvariantCulture, $"RSA {rsa.KeySize}");
        using var elliptic = certificate.GetECDsaPublicKey();
        return elliptic is null ? null : string.Create(CultureInfo.InvariantCulture, $"ECDSA {elliptic.KeySize}");
    }

    private static IReadOnlyList<ChainCertificate> ChainOf(X509Chain? chain)
    {
        const int Most = 10;
        return chain is null ? [] : [.. chain.ChainElements.Take(Most).Select(e => e.Certificate)
            .Select(c => new ChainCertificate(c.Subject, c.Issuer, new DateTimeOffset(c.NotAfter.ToUniversalTime())))];
    }

    private static bool ChainsTo(X509Certificate2Collection trusted, X509Certificate2 certificate, X509Chain? sent)
    {
        if (trusted.Count == 0) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Dates are judged above, so that an expired certificate is told apart from a foreign one.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(e => e.Certificate).ToArray());
        return chain.Build(certificate);
    }

    private static string Detail(X509Chain? chain) =>
        chain?.ChainStatus.FirstOrDefault(s => s.Status != X509ChainStatusFlags.NoError).StatusInformation is { Length: > 0 } info ? $" ({info.Trim()})" : "";
}
