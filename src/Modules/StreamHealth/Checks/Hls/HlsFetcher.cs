using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>One file of an HLS stream, or why it could not be had.</summary>
/// <param name="Uri">Where it came from in the end.</param>
/// <param name="Bytes">Empty on failure.</param>
/// <param name="Status">HTTP status; null when there was no answer.</param>
/// <param name="Milliseconds">From the first request to the last byte.</param>
/// <param name="Error">Null when all of it came.</param>
internal sealed record HlsFetched(Uri Uri, ReadOnlyMemory<byte> Bytes, int? Status, double Milliseconds, string? Error);

/// <summary>Fetches playlists, segments and keys: each address through the guard, redirects too, within bounds of size and time.</summary>
internal sealed class HlsFetcher(UrlGuard guard, HttpStreamClient client, IOptionsMonitor<CheckOptions> options, TimeProvider clock)
{
    public const int MaxPlaylistBytes = 4 << 20;
    public const int MaxSegmentBytes = 32 << 20;
    private const int FirstBlock = 32 << 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task<HlsFetched> FetchAsync(Uri uri, int maxBytes, HlsByteRange? range, CancellationToken cancellationToken)
    {
        var trace = new ProbeTrace(clock);
        using var late = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await FollowAsync(uri, maxBytes, range, trace, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(uri, trace, string.Create(CultureInfo.InvariantCulture, $"not complete within {Limit.TotalSeconds:0} s"));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Failed(uri, trace, $"the connection broke: {e.InnerException?.Message ?? e.Message}");
        }
    }

    private async Task<HlsFetched> FollowAsync(Uri uri, int maxBytes, HlsByteRange? range, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var header = range is { } part ? string.Create(CultureInfo.InvariantCulture, $"bytes={part.Offset}-{part.Offset + part.Length - 1}") : null;
        for (var hop = 0; hop <= options.CurrentValue.MaxHops; hop++)
        {
            var guarded = await guard.CheckAsync(uri.AbsoluteUri, cancellationToken);
            if (!guarded.Ok) return Failed(uri, trace, guarded.Error.Message);
            var opened = await client.RequestAsync(guarded.Value, trace, header, cancellationToken);
            if (opened.Connection is not { } connection) return Failed(uri, trace, opened.Failure!.Message);
            await using (connection)
            {
                var head = connection.Head;
                if (head.Status is 301 or 302 or 303 or 307 or 308 && head["Location"] is { Length: > 0 } location && Uri.TryCreate(uri, location, out var target))
                {
                    uri = target;
                    continue;
                }

                if (head.Status is not (200 or 206)) return Failed(uri, trace, string.Create(CultureInfo.InvariantCulture, $"HTTP {head.Status}"));
                return await BodyAsync(connection, maxBytes, head.Status == 200 ? range : null, trace, cancellationToken);
            }
        }

        return Failed(uri, trace, "too many redirects");
    }

    // A server that ignores the range sends everything: what stands before it is dropped.
    private async Task<HlsFetched> BodyAsync(StreamConnection connection, int maxBytes, HlsByteRange? cut, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var stall = TimeSpan.FromSeconds(options.CurrentValue.StallTimeoutSeconds);
        var flow = new FlowStream(connection.Body, stall, clock);
        var skip = cut?.Offset ?? 0;
        var wanted = (int)Math.Min(cut?.Length ?? maxBytes, maxBytes);
        var known = connection.Head.ContentLength is { } length && length <= maxBytes ? (int)length : FirstBlock;
        var bytes = new byte[Math.Clamp(Math.Min(known, wanted) + 1, 1, maxBytes)];
        var have = 0;
        while (true)
        {
            if (have == bytes.Length)
            {
                if (have >= maxBytes) return Failed(connection.Uri, trace, string.Create(CultureInfo.InvariantCulture, $"larger than {maxBytes >> 10} KiB"), connection.Head.Status);
                Array.Resize(ref bytes, Math.Min(bytes.Length * 2, maxBytes));
            }

            var count = await flow.ReadAsync(bytes.AsMemory(have), cancellationToken);
            if (count == 0) break;
            if (skip > 0)
            {
                var dropped = (int)Math.Min(skip, count);
                bytes.AsSpan(have + dropped, count - dropped).CopyTo(bytes.AsSpan(have));
                skip -= dropped;
                count -= dropped;
            }

            have += count;
            if (cut is not null && have >= wanted) break;
        }

        if (flow.State is FlowState.Broken or FlowState.Stalled) return Failed(connection.Uri, trace, flow.Problem!, connection.Head.Status);
        if (connection.Head.ContentLength is { } promised && cut is null && have < promised) return Failed(connection.Uri, trace, "it ended before its length", connection.Head.Status);
        return new HlsFetched(connection.Uri, bytes.AsMemory(0, cut is null ? have : Math.Min(have, wanted)), connection.Head.Status, trace.ElapsedMs, null);
    }

    private static HlsFetched Failed(Uri uri, ProbeTrace trace, string error, int? status = null) =>
        new(uri, ReadOnlyMemory<byte>.Empty, status ?? trace.Head?.Status, trace.ElapsedMs, error);
}
