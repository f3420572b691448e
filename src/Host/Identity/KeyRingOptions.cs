using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Host.Identity;

[SettingsSection("KeyRing", "Key ring")]
public sealed class KeyRingOptions
{
    [Display(Name = "Certificate", Description = "PKCS#12 file with the private key that the key ring in the database is encrypted with; without it the ring is stored as plain text.")]
    public string? Certificate { get; init; }

    [SecretSetting]
    [Display(Name = "Password of the certificate", Description = "Password of the PKCS#12 file, if it has one.")]
    public string? CertificatePassword { get; init; }
}
