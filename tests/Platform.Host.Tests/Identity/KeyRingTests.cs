using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Identity;

public sealed class KeyRingTests
{
    [Fact]
    public async Task What_was_protected_can_be_read_after_a_restart_but_not_with_another_database()
    {
        using var app = new HostApp();
        var secret = app.Get<IDataProtectionProvider>().CreateProtector("test").Protect("a provider's key");
        using var restarted = app.Restart();
        using var stranger = new HostApp();

        Assert.Equal("a provider's key", restarted.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.ThrowsAny<Exception>(() => stranger.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.NotEqual(0, await restarted.InDatabaseAsync(db => db.DataProtectionKeys.CountAsync()));
    }

    [Fact]
    public async Task With_a_certificate_the_keys_are_encrypted_at_rest()
    {
        using var app = new HostApp();
        var file = Path.Combine(app.Folder, "ring.p12");
        using (var rsa = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=key ring", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2126, 1, 1, 0, 0, 0, TimeSpan.Zero));
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, "secret"));
        }

        (app.Settings["KeyRing:Certificate"], app.Settings["KeyRing:CertificatePassword"]) = (file, "secret");
        var secret = app.Get<IDataProtectionProvider>().CreateProtector("test").Protect("a provider's key");
        var keys = await app.InDatabaseAsync(db => db.DataProtectionKeys.Select(k => k.Xml).ToListAsync());
        using var restarted = app.Restart();
        foreach (var (key, value) in app.Settings) restarted.Settings[key] = value;

        Assert.All(keys, xml => Assert.Contains("EncryptedData", xml, StringComparison.Ordinal));
        Assert.All(keys, xml => Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal));
        Assert.Equal("a provider's key", restarted.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_stops_the_start_and_names_the_setting()
    {
        using var app = new HostApp { Settings = { ["KeyRing:Certificate"] = "/nowhere/ring.p12" } };

        var failure = Assert.Throws<InvalidOperationException>(() => app.Services);

        Assert.Contains("KeyRing:Certificate", failure.Message, StringComparison.Ordinal);
    }
}
