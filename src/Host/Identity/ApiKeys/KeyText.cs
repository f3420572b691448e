using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Host.Identity.ApiKeys;

/// <summary>The text of an API key: <c>mo_</c> and 40 random letters and digits (238 bits).</summary>
internal static class KeyText
{
    private const string Mark = "mo_";
    private const int RandomLength = 40;
    private const int ShownLength = 9;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    public static string New() => Mark + RandomNumberGenerator.GetString(Alphabet, RandomLength);

    public static string PrefixOf(string key) => key[..ShownLength];

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    public static bool LooksRight(string text) =>
        text.Length == Mark.Length + RandomLength && text.StartsWith(Mark, StringComparison.Ordinal) && text.AsSpan(Mark.Length).IndexOfAnyExcept(Allowed) < 0;
}
