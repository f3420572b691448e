using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Platform.StreamHealth.Checks.Dash;
using Platform.StreamHealth.Checks.Hls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>What a body that might be a playlist turned out to be.</summary>
internal sealed record PlaylistContent
{
    /// <summary>The streams it names, in the order in which players try them; empty when it is no playlist of streams.</summary>
    public IReadOnlyList<Uri> Entries { get; init; } = [];

    /// <summary>The whole text when it is an HLS playlist.</summary>
    public string? HlsText { get; init; }

    /// <summary>Set when it is an MPEG-DASH manifest.</summary>
    public DashInfo? Dash { get; init; }

    public ProbeFailure? Failure { get; init; }

    /// <summary>The bytes that were read, to be put back when this is no playlist.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}

/// <summary>Reads .m3u, .pls and .xspf playlists, and recognises HLS playlists and DASH manifests, within bounds.</summary>
internal static partial class Playlist
{
    public const int MaxBytes = 256 * 1024;

    /// <summary>A playlist of streams with more lines is an error; an HLS playlist may be longer.</summary>
    public const int MaxLines = 1000;

    private const int FirstBlock = 8 * 1024;

    private static readonly FrozenSet<string> Types = FrozenSet.ToFrozenSet(
    [
        "audio/x-mpegurl", "audio/mpegurl", "application/x-mpegurl", "application/mpegurl", "application/vnd.apple.mpegurl",
        "audio/x-scpls", "audio/scpls", "application/pls+xml", "application/x-scpls", "application/xspf+xml", "application/dash+xml", "video/vnd.mpeg.dash.mpd", "text/plain",
    ]);

    public static bool MayBe(Uri uri, string? mediaType)
    {
        if (mediaType is not null && Types.Contains(mediaType)) return true;
        var named = Path.GetExtension(uri.AbsolutePath).ToLowerInvariant() is ".m3u" or ".m3u8" or ".pls" or ".xspf" or ".mpd";
        var open = mediaType is null || mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType.StartsWith("application/", StringComparison.Ordinal);
        return named && open && mediaType != "text/html";
    }

    /// <summary>Reads the body to its end, within <see cref="MaxBytes"/> (HLS: <see cref="HlsFetcher.MaxPlaylistBytes"/>) and for at most the given time.</summary>
    public static async Task<PlaylistContent> ReadAsync(StreamConnection connection, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBlock];
        var length = 0;
        var most = MaxBytes;
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            while (length < most)
            {
                if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most));
                var count = await connection.Body.ReadAsync(buffer.AsMemory(length), either.Token);
                if (count == 0) break;
                length += count;
                if (IsBinary(buffer.AsSpan(0, length))) return new PlaylistContent { Bytes = buffer.AsMemory(0, length) };
                if (length == most && most == MaxBytes && buffer.AsSpan(0, length).IndexOf("#EXT-X-"u8) >= 0) most = HlsFetcher.MaxPlaylistBytes;
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

        var text = WireText.Decode(buffer.AsSpan(0, length));
        return connection.Head.MediaType == "text/plain" && !LooksLikeOne(text)
            ? new PlaylistContent { Bytes = buffer.AsMemory(0, length) }
            : Parse(text, connection.Uri, length == most);
    }

    /// <param name="text">The whole playlist, or its beginning.</param>
    /// <param name="source">Relative entries start from here.</param>
    /// <param name="cut">Whether there was more than could be read.</param>
    public static PlaylistContent Parse(string text, Uri source, bool cut)
    {
        if (HlsParser.Recognise(text)) return new PlaylistContent { HlsText = text };
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return Fail(ProbeFailure.Answer(FindingCodes.NotAudio, "The server sent a web page instead of a playlist"));
        if (DashManifest.Recognise(text)) return new PlaylistContent { Dash = DashManifest.Read(text) };
        var lines = start.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (cut || lines.Length > MaxLines)
            return Fail(ProbeFailure.Answer(FindingCodes.PlaylistTooLarge, $"The playlist is longer than {MaxLines} lines or {MaxBytes / 1024} KiB"));

        var named = start.StartsWith('<') ? Xspf.Locations(text)
            : lines.Length > 0 && lines[0].Equals("[playlist]", StringComparison.OrdinalIgnoreCase) ? Pls(lines)
            : lines.Where(l => !l.StartsWith('#'));
        List<Uri> entries = [];
        var count = 0;
        foreach (var name in named)
        {
            count++;
            if (Uri.TryCreate(source, name, out var entry) && !entries.Contains(entry)) entries.Add(entry);
        }

        if (count == 0) return Fail(ProbeFailure.Answer(FindingCodes.PlaylistEmpty, "The playlist names no stream"));
        return entries.Count > 0 ? new PlaylistContent { Entries = entries } : Fail(ProbeFailure.Answer(FindingCodes.UrlInvalid, "No entry of the playlist is a URL"));
    }

    // Any text could be a list of relative addresses.
    private static bool LooksLikeOne(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return start.StartsWith('#') || start.StartsWith('<') || start.StartsWith("[playlist]", StringComparison.OrdinalIgnoreCase)
            || start[..Math.Min(start.Length, 10)].Contains("://", StringComparison.Ordinal) || start.StartsWith('/');
    }

    private static IEnumerable<string> Pls(string[] lines) => lines
        .Select(l => PlsFile().Match(l))
        .Where(m => m.Success)
        .OrderBy(m => m.Groups[1].Length).ThenBy(m => m.Groups[1].Value, StringComparer.Ordinal)
        .Select(m => m.Groups[2].Value);

    // Text has no control characters but those for lines; encoded audio has them everywhere.
    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes[..Math.Min(bytes.Length, 512)])
        {
            if (b is < 9 or (> 13 and < 32 and not 27)) return true;
        }

        return false;
    }

    private static PlaylistContent Fail(ProbeFailure failure) => new() { Failure = failure };

    [GeneratedRegex(@"^File(\d{1,9})\s*=\s*(\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex PlsFile();
}
