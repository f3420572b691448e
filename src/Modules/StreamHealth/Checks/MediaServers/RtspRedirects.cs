namespace Platform.StreamHealth.Checks.MediaServers;

/// <summary>
/// Looks for a redirect among the answers of an RTSP server (RFC 2326 section 11): ffmpeg would follow it to any host. A status
/// line may be cut anywhere, so the end of what was seen is kept.
/// </summary>
internal sealed class RtspRedirects
{
    // A redirect comes before any media does.
    private const int LookedAt = 64 * 1024;
    private readonly byte[] _line = new byte[64];
    private int _length;
    private int _seen;

    public bool Found { get; private set; }

    /// <returns>Whether the server redirects; the bytes must then not be passed on.</returns>
    public bool Look(ReadOnlySpan<byte> bytes)
    {
        if (Found || _seen >= LookedAt) return Found;
        _seen += bytes.Length;
        foreach (var next in bytes)
        {
            if (next is (byte)'\n' or (byte)'\r')
            {
                _length = 0;
                continue;
            }

            if (_length < _line.Length) _line[_length++] = next;
            if (IsRedirect(_line.AsSpan(0, _length))) return Found = true;
        }

        return false;
    }

    // "RTSP/1.0 302": decided by the first digit of the status, before the line ends.
    private static bool IsRedirect(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("RTSP/"u8)) return false;
        var blank = line.IndexOf((byte)' ');
        return blank > 0 && line[blank..].TrimStart((byte)' ') is [(byte)'3', ..];
    }
}
