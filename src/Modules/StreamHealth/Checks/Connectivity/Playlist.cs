using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>What a body that might be a playlist turned out to be.</summary>
internal sealed record PlaylistContent
{
    /// <summary>The first stream it names; null when it is no playlist of streams.</summary>
    public Uri? First { get; init; }

    /// <summary>The whole text when it is an HLS playlist.</summary>
    public string? HlsText { get; init; }

    public ProbeFailure? Failure { get; init; }

    /// <summary>The bytes that were read, to be put back when this is no playlist.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}

/// <summary>Reads .m3u, .pls and, to the extent of recognising them, HLS playlists, within bounds.</summary>
internal static partial class Playlist
{
    public const int MaxBytes = 256 * 1024;

    /// <summary>A playlist of streams with more lines is an error; an HLS playlist may be longer.</summary>
    public const int MaxLines = 1000;

    private static readonly FrozenSet<string> Types = FrozenSet.ToFrozenSet(
    [
        "audio/x-mpegurl", "audio/mpegurl", "application/x-mpegurl", "application/mpegurl", "application/vnd.apple.mpegurl",
        "audio/x-scpls", "audio/scpls", "application/pls+xml", "application/x-scpls",
    ]);

    public static bool MayBe(Uri uri, string? mediaType)
    {
        if (mediaType is not null && Types.Contains(mediaType)) return true;
        var named = Path.GetExtension(uri.AbsolutePath).ToLowerInvariant() is ".m3u" or ".m3u8" or ".pls";
        var open = mediaType is null || mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType.StartsWith("application/", StringComparison.Ordinal);
        return named && open && mediaType != "text/html";
    }

    /// <summary>Reads the body to its end, at most <see cref="MaxBytes"/> and for at most the given time.</summary>
    public static async Task<PlaylistContent> ReadAsync(StreamConnection connection, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes];
        var length = 0;
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            while (length < MaxBytes)
            {
                var count = await connection.Body.ReadAsync(buffer.AsMemory(length), either.Token);
                if (count == 0) break;
                length += count;
                if (IsBinary(buffer.AsSpan(0, length))) return new PlaylistContent { Bytes = buffer.AsMemory(0, length) };
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail(new ProbeFailure(ConnectivityStatus.Timeout, FindingCodes.HttpTimeout, $"The playlist did not end within {limit.TotalSeconds:0.#} s"));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Fail(ProbeFailure.Closed($"The connection broke while the playlist was read: {e.Message}"));
        }

        return Parse(WireText.Decode(buffer.AsSpan(0, length)), connection.Uri, length == MaxBytes);
    }

    /// <param name="text">The whole playlist, or its beginning.</param>
    /// <param name="source">Relative entries start from here.</param>
    /// <param name="cut">Whether there was more than could be read.</param>
    public static PlaylistContent Parse(string text, Uri source, bool cut)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(lines, l => l.StartsWith("#EXT-X-", StringComparison.Ordinal))) return new PlaylistContent { HlsText = text };
        if (cut || lines.Length > MaxLines)
            return Fail(ProbeFailure.Answer(FindingCodes.PlaylistTooLarge, $"The playlist is longer than {MaxLines} lines or {MaxBytes / 1024} KiB"));

        var isPls = lines.Length > 0 && lines[0].Equals("[playlist]", StringComparison.OrdinalIgnoreCase);
        var entry = isPls ? FirstOfPls(lines) : lines.FirstOrDefault(l => !l.StartsWith('#'));
        if (entry is null) return Fail(ProbeFailure.Answer(FindingCodes.PlaylistEmpty, "The playlist names no stream"));
        return Uri.TryCreate(source, entry, out var first)
            ? new PlaylistContent { First = first }
            : Fail(ProbeFailure.Answer(FindingCodes.UrlInvalid, "The playlist's first entry is not a URL"));
    }

    private static string? FirstOfPls(string[] lines) => lines
        .Select(l => PlsFile().Match(l))
        .Where(m => m.Success)
        .OrderBy(m => m.Groups[1].Length).ThenBy(m => m.Groups[1].Value, StringComparer.Ordinal)
        .FirstOrDefault()?.Groups[2].Value;

    private static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, 512)].Contains((byte)0);

    private static PlaylistContent Fail(ProbeFailure failure) => new() { Failure = failure };

    [GeneratedRegex(@"^File(\d{1,9})\s*=\s*(\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex PlsFile();
}
