using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Platform.Host.Identity.Users;

namespace Platform.Host.Identity.Passwords;

/// <summary>Salted PBKDF2 with HMAC-SHA-512 in ASP.NET Core Identity's own format, which carries its parameters.</summary>
internal sealed class PasswordHashing
{
    // OWASP Password Storage Cheat Sheet (2023 and later) for PBKDF2-HMAC-SHA512.
    private const int Iterations = 210_000;
    private readonly PasswordHasher<User> _hasher;
    private readonly string _nobody;

    public PasswordHashing()
    {
        _hasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
        _nobody = HashOfNobody();
    }

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether the password is right. An unknown user (null) costs as much time as a known one.</summary>
    public PasswordVerdict Verify(string? hash, string password) =>
        _hasher.VerifyHashedPassword(null!, hash ?? _nobody, password) switch
        {
            PasswordVerificationResult.Failed => PasswordVerdict.Wrong,
            _ when hash is null => PasswordVerdict.Wrong,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordVerdict.RightButOutdated,
            _ => PasswordVerdict.Right,
        };

    // In the format of the others, but of no password: costs nothing to make and as much as theirs to check.
    private static string HashOfNobody()
    {
        const int saltLength = 16;
        const int hashLength = 32;
        var bytes = RandomNumberGenerator.GetBytes(13 + saltLength + hashLength);
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), (uint)KeyDerivationPrf.HMACSHA512);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), Iterations);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), saltLength);
        return Convert.ToBase64String(bytes);
    }
}

internal enum PasswordVerdict
{
    Wrong,
    Right,

    /// <summary>Right, but the hash was made with weaker parameters than today's and should be made anew.</summary>
    RightButOutdated,
}
