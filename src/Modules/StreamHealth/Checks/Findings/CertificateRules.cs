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

        if (certificate.SelfSigned)
        {
            yield return new Finding(
                FindingCodes.CertificateSelfSigned, certificate.Valid ? Severity.Info : Severity.Warning, "The certificate is self-signed",
                "Use a certificate from a public authority.");
        }
    }
}
