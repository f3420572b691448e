using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Platform.Speech.Models;

/// <summary>Compares files with published checksums.</summary>
internal static class Checksums
{
    /// <param name="path">The file.</param>
    /// <param name="checksum"><c>sha1:</c> or <c>sha256:</c> and hexadecimal digits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>What differs, in words; null when nothing does.</returns>
    public static async Task<string?> CompareAsync(string path, string checksum, CancellationToken cancellationToken)
    {
        var (kind, wanted) = checksum.Split(':', 2) is [var k, var w] ? (k, w) : ("", checksum);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var hash = Convert.ToHexStringLower(await HashAsync(kind, file, cancellationToken));
        return hash.Equals(wanted, StringComparison.OrdinalIgnoreCase) ? null : $"its {kind} is {hash}, not {wanted.ToLowerInvariant()}";
    }

    [SuppressMessage("Security", "CA5350", Justification = "whisper.cpp publishes SHA-1 only; it guards against broken downloads, and the address is the administrator's.")]
    private static ValueTask<byte[]> HashAsync(string kind, Stream file, CancellationToken cancellationToken) => kind switch
    {
        "sha1" => SHA1.HashDataAsync(file, cancellationToken),
        "sha256" => SHA256.HashDataAsync(file, cancellationToken),
        _ => throw new InvalidOperationException($"There is no checksum '{kind}'."),
    };
}
