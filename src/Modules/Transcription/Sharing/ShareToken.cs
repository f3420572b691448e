using System.Security.Cryptography;
using System.Text;

namespace Platform.Transcription.Sharing;

/// <summary>The secret part of a link: 43 random letters and digits (256 bits). Who has it is let in, so only its hash is stored.</summary>
internal static class ShareToken
{
    private const int Length = 43;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    // Nothing slower is needed: there is nothing to guess.
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    public static bool LooksRight(string token) => token.Length == Length && token.All(char.IsAsciiLetterOrDigit);
}
