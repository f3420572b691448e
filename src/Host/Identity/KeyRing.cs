using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Platform.Host.Data;
using Platform.Kernel.Settings;

namespace Platform.Host.Identity;

/// <summary>The keys that sign and encrypt cookies and stored secrets: in the database, for all nodes, encrypted when a certificate is named.</summary>
internal static class KeyRing
{
    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<KeyRingOptions>();
        services.AddSingleton<IXmlRepository, DataProtectionKeyStore>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<IXmlRepository>()));
        // That the ring is plain text without a certificate is documented; the warning would greet every newcomer.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));

        var protection = services.AddDataProtection().SetApplicationName("mediaops-platform");
        var options = configuration.GetSection("KeyRing").Get<KeyRingOptions>();
        if (options?.Certificate is { Length: > 0 } path)
        {
            var certificate = Load(path, options.CertificatePassword);
            protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }

        return services;
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            if (certificate.HasPrivateKey) return certificate;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"KeyRing:Certificate: '{path}' cannot be read as a PKCS#12 file: {e.Message}", e);
        }

        throw new InvalidOperationException($"KeyRing:Certificate: '{path}' holds no private key.");
    }
}
