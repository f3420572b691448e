using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>Whether players will accept the certificate, today and in the coming weeks.</summary>
internal static class CertificateRules
{
    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        if (report.SslCertificate is not { } certificate) yield break;
        if (!certificate.Valid && report.Connectivity.ErrorCode != FindingCodes.TlsFailed)
        {
            yield return new Finding(
                FindingCodes.CertificateInvalid, Severity.Error, $"Players will refuse this server: {certificate.Error}",
                "Install a certificate for this host name from an authority that players trust.");
        }

        if (certificate.Valid && certificate.DaysUntilExpiration < thresholds.MinCertificateDays)
        {
            yield return new Finding(
                FindingCodes.CertificateExpiring, Severity.Warning, FindingRules.Text($"The certificate expires in {certificate.DaysUntilExpiration} days"),
                "Renew the certificate soon.");
        }

        // The server's own is above; the root's end is the players' concern, who bring their own.
        if (certificate.Valid && certificate.Chain.Skip(1).SkipLast(1).MinBy(c => c.Expires) is { } link && (link.Expires - report.Timestamp).TotalDays < thresholds.MinCertificateDays)
        {
            yield return new Finding(
                FindingCodes.CertificateExpiring, Severity.Warning, FindingRules.Text($"The intermediate certificate {link.Subject} expires on {link.Expires:yyyy-MM-dd}"),
                "Install the authority's newer intermediate certificate beside the server's.");
        }

        if (certificate.TlsVersion is { } version && (version is "TLS 1.0" or "TLS 1.1" || version.StartsWith("Ssl", StringComparison.OrdinalIgnoreCase)))
        {
            yield return new Finding(
                FindingCodes.TlsOutdated, Severity.Warning, $"The server speaks {version} at best, which browsers and players no longer accept (RFC 8996)",
                "Allow TLS 1.2 and 1.3 on the server.");
        }

        if (certificate.SelfSigned)
        {
            yield return new Finding(
                FindingCodes.CertificateSelfSigned, certificate.Valid ? Severity.Info : Severity.Warning, "The certificate is self-signed",
                "Use a certificate from a public authority.");
        }
    }
}
