using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Root certificates that checks trust besides the system's; read once per start.</summary>
internal sealed partial class TrustedCertificates(IOptionsMonitor<CheckOptions> options, ILogger<TrustedCertificates> log)
{
    private readonly Lazy<X509Certificate2Collection> _certificates = new(() => Load(options.CurrentValue.TrustedCertificatesFile, log));

    public X509Certificate2Collection Current => _certificates.Value;

    private static X509Certificate2Collection Load(string? file, ILogger log)
    {
        X509Certificate2Collection trusted = [];
        if (string.IsNullOrEmpty(file)) return trusted;
        try
        {
            trusted.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogUnreadable(log, file, e.Message);
        }

        return trusted;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The trusted certificates in {File} could not be read: {Reason}")]
    private static partial void LogUnreadable(ILogger log, string file, string reason);
}
