using System.Security.Cryptography;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>A segment as it was fetched, decrypted and looked into.</summary>
internal sealed record HlsSegmentData
{
    public required HlsSegment Segment { get; init; }

    public required HlsFetched Fetched { get; init; }

    /// <summary>Decrypted; empty when <see cref="Error"/> is set.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The initialisation section; empty without one.</summary>
    public ReadOnlyMemory<byte> Map { get; init; }

    /// <summary>Null when the bytes are there.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it is the key that cannot be had or does not fit.</summary>
    public bool KeyFailed { get; init; }

    /// <summary>The scheme of an encryption that only licensed players undo: the segment is there, but its bytes say nothing here.</summary>
    public string? Protection { get; init; }
}

/// <summary>Loads the segments of one stream with their keys and initialisation sections, each of which is fetched once.</summary>
internal sealed class HlsSegments(HlsFetcher fetcher)
{
    private const int KeyLength = 16;
    private const int MaxKept = 8;
    private readonly Dictionary<Uri, (byte[]? Key, string? Error)> _keys = [];
    private readonly Dictionary<HlsMap, HlsFetched> _maps = [];
    private readonly Dictionary<long, HlsSegmentData> _ready = [];

    /// <summary>Loads a segment and keeps it for <see cref="TakeAsync"/>.</summary>
    public async Task<HlsSegmentData> LoadAsync(HlsSegment segment, CancellationToken cancellationToken)
    {
        var data = await ReadAsync(segment, cancellationToken);
        if (data.Error is null && _ready.Count < MaxKept) _ready[segment.Sequence] = data;
        return data;
    }

    /// <summary>The segment, from what was loaded before where it is there.</summary>
    public async Task<HlsSegmentData> TakeAsync(HlsSegment segment, CancellationToken cancellationToken) =>
        _ready.Remove(segment.Sequence, out var ready) && ready.Segment.Uri == segment.Uri ? ready : await ReadAsync(segment, cancellationToken);

    private async Task<HlsSegmentData> ReadAsync(HlsSegment segment, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchAsync(segment.Uri, HlsFetcher.MaxSegmentBytes, segment.Range, cancellationToken);
        var data = new HlsSegmentData { Segment = segment, Fetched = fetched, Error = fetched.Error };
        if (data.Error is not null) return data;
        if (segment.Map is { } map)
        {
            var init = await MapAsync(map, cancellationToken);
            data = data with { Map = init.Bytes, Error = init.Error is { } error ? $"its initialisation section could not be had: {error}" : null };
            if (data.Error is not null) return data;
        }

        return segment.Key is { } key ? await DecryptAsync(data, key, cancellationToken) : data with { Bytes = fetched.Bytes };
    }

    private async Task<HlsFetched> MapAsync(HlsMap map, CancellationToken cancellationToken)
    {
        if (_maps.TryGetValue(map, out var known)) return known;
        var fetched = await fetcher.FetchAsync(map.Uri, HlsFetcher.MaxSegmentBytes, map.Range, cancellationToken);
        if (_maps.Count >= MaxKept) _maps.Clear();
        return fetched.Error is null ? _maps[map] = fetched : fetched;
    }

    private async Task<HlsSegmentData> DecryptAsync(HlsSegmentData data, HlsKey key, CancellationToken cancellationToken)
    {
        if (!key.HasPlainKey) return data with { Protection = key.Scheme };
        var (secret, error) = await KeyAsync(key, cancellationToken);
        if (secret is null) return data with { Error = error, KeyFailed = true };
        if (!key.IsPlain) return data with { Protection = key.Scheme };
        using var aes = Aes.Create();
        aes.Key = secret;
        try
        {
            return data with { Bytes = aes.DecryptCbc(data.Fetched.Bytes.Span, InitialVector(key, data.Segment.Sequence)) };
        }
        catch (CryptographicException)
        {
            return data with { Error = "its key does not fit: the bytes cannot be decrypted", KeyFailed = true };
        }
    }

    private async Task<(byte[]? Key, string? Error)> KeyAsync(HlsKey key, CancellationToken cancellationToken)
    {
        if (key.Uri is not { } uri) return (null, "the playlist does not say where its key is");
        if (_keys.TryGetValue(uri, out var known)) return known;
        var fetched = await fetcher.FetchAsync(uri, KeyLength * 4, null, cancellationToken);
        var problem = fetched.Error is { } failed ? $"its key could not be had: {failed}"
            : fetched.Bytes.Length != KeyLength ? $"its key has {fetched.Bytes.Length} bytes instead of {KeyLength}" : null;
        if (_keys.Count >= MaxKept) _keys.Clear();
        return _keys[uri] = (problem is null ? fetched.Bytes.ToArray() : null, problem);
    }

    // RFC 8216 section 5.2: without an IV it is the media sequence number, big-endian.
    private static byte[] InitialVector(HlsKey key, long sequence)
    {
        if (key.Iv is { } given) return given.ToArray();
        var vector = new byte[KeyLength];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(vector.AsSpan(8), sequence);
        return vector;
    }
}
