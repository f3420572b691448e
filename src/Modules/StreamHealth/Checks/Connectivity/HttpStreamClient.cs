using System.Globalization;
using System.Net.Security;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>
/// A small HTTP/1.x client for endless bodies over a plain socket: HttpClient refuses SHOUTcast's "ICY 200 OK", hides
/// the timings and has no limit for a server that sends headers for ever. One request per call; nothing is retried.
/// </summary>
internal sealed class HttpStreamClient(GuardedConnector connector, TlsUpgrade tls, IOptionsMonitor<CheckOptions> options, TimeProvider clock)
{
    private const string UserAgent = "StreamChecker/1.0 (MediaOps Platform)";

    /// <summary>Connects, asks and reads the response head. Facts go to the trace as they become known.</summary>
    public Task<Opened> RequestAsync(GuardedUrl url, ProbeTrace trace, CancellationToken cancellationToken) => RequestAsync(url, trace, null, cancellationToken);

    /// <param name="url">Where to.</param>
    /// <param name="trace">Takes the facts.</param>
    /// <param name="range">The value of a Range header, such as <c>bytes=0-99</c>; null for the whole.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Opened> RequestAsync(GuardedUrl url, ProbeTrace trace, string? range, CancellationToken cancellationToken)
    {
        var connectTimeout = TimeSpan.FromSeconds(options.CurrentValue.ConnectTimeoutSeconds);
        trace.Attempts.Clear();
        var connected = await connector.ConnectAsync(url, connectTimeout, trace.Attempts, cancellationToken);
        trace.Timings = new CheckTimings { DnsMs = Ms(url.ResolveTime) };
        if (!connected.Ok) return ProbeFailure.FromConnect(connected.Error);

        var connection = connected.Value;
        trace.Remote = connection.RemoteEndPoint;
        trace.Timings = trace.Timings with { ConnectMs = Ms(connection.ConnectTime) };
        Opened opened = default;
        try
        {
            opened = await AnswerAsync(connection, url.Uri, trace, range, connectTimeout - connection.ConnectTime, cancellationToken);
            return opened;
        }
        catch (IOException e)
        {
            return ProbeFailure.Closed($"The connection broke before the server answered: {e.InnerException?.Message ?? e.Message}");
        }
        finally
        {
            if (opened.Connection is null) await connection.DisposeAsync();
        }
    }

    private async Task<Opened> AnswerAsync(GuardedConnection connection, Uri uri, ProbeTrace trace, string? range, TimeSpan tlsTime, CancellationToken cancellationToken)
    {
        Stream wire = connection.Stream;
        if (uri.Scheme == Uri.UriSchemeHttps)
        {
            var start = trace.Now;
            var (secured, facts) = await WithinAsync(tlsTime, t => tls.UpgradeAsync(wire, uri.IdnHost, t), cancellationToken);
            trace.Certificate = facts ?? new CertificateFacts { Valid = false, Error = "The TLS handshake did not end in time" };
            trace.Timings = trace.Timings with { TlsMs = trace.Since(start) };
            if (secured is null) return new ProbeFailure(facts is null ? ConnectivityStatus.Timeout : ConnectivityStatus.SslError, FindingCodes.TlsFailed, trace.Certificate.Error!);
            wire = secured;
        }

        var sent = trace.Now;
        var limit = TimeSpan.FromSeconds(options.CurrentValue.AnswerTimeoutSeconds);
        var input = new InputBuffer(new FirstByteStream(wire, () => trace.Timings = trace.Timings with { FirstByteMs = trace.Since(sent) }));
        var (_, outcome) = await WithinAsync(limit, async t => (wire, (HeadOutcome?)await ExchangeAsync(wire, input, uri, range, t)), cancellationToken);
        trace.ResponseMs = trace.Since(sent);
        if (outcome is null) return TooSlow(trace, limit);
        if (outcome.Failure is { } failure) return failure;

        var head = outcome.Head!;
        trace.Head = head;
        return Body(connection, wire, input, uri, head, trace);
    }

    private static ProbeFailure TooSlow(ProbeTrace trace, TimeSpan limit) => new(
        ConnectivityStatus.Timeout,
        FindingCodes.HttpTimeout,
        trace.Timings.FirstByteMs is null
            ? $"The server accepted the connection but did not answer within {limit.TotalSeconds:0.#} s"
            : $"The server did not finish its response headers within {limit.TotalSeconds:0.#} s");

    private static async Task<HeadOutcome> ExchangeAsync(Stream wire, InputBuffer input, Uri uri, string? range, CancellationToken cancellationToken)
    {
        var part = range is null ? "" : $"Range: {range}\r\n";
        var request = $"GET {uri.PathAndQuery} HTTP/1.1\r\nHost: {HostOf(uri)}\r\nUser-Agent: {UserAgent}\r\nAccept: */*\r\nIcy-MetaData: 1\r\nAccept-Encoding: identity\r\n{part}Connection: close\r\n\r\n";
        await wire.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        const int interim = 3;
        for (var i = 0; i <= interim; i++)
        {
            var (outcome, bytes) = await HeadReader.ReadAsync(input, cancellationToken);
            if (Failure(outcome) is { } failure) return new HeadOutcome(null, failure);
            if (ResponseHead.Parse(bytes.Span) is not { } head) return new HeadOutcome(null, Malformed(bytes.Span));
            if (head.Status >= 200) return new HeadOutcome(head, null);
        }

        return new HeadOutcome(null, ProbeFailure.Answer(FindingCodes.HttpMalformed, "The server sent only interim (1xx) answers"));
    }

    /// <summary>The Host header: international names in their ASCII form, literal IPv6 in brackets, the port where it is not the scheme's.</summary>
    internal static string HostOf(Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{uri.Port}");
    }

    private static ProbeFailure? Failure(HeadReader.Outcome outcome) => outcome switch
    {
        HeadReader.Outcome.Closed => ProbeFailure.Closed("The server closed the connection without an answer"),
        HeadReader.Outcome.Truncated => ProbeFailure.Closed("The server closed the connection in the middle of its response headers"),
        HeadReader.Outcome.TooLarge => ProbeFailure.Answer(
            FindingCodes.HeadersTooLarge, $"The response headers exceed {HeadReader.MaxBytes / 1024} KiB or {HeadReader.MaxLines} lines"),
        _ => null,
    };

    private static ProbeFailure Malformed(ReadOnlySpan<byte> head)
    {
        var start = WireText.Clean(WireText.Decode(head[..Math.Min(60, head.Length)])) ?? "";
        return ProbeFailure.Answer(FindingCodes.HttpMalformed, $"The server does not speak HTTP; its answer begins with \"{start}\"");
    }

    private static StreamConnection Body(GuardedConnection connection, Stream wire, InputBuffer input, Uri uri, ResponseHead head, ProbeTrace trace)
    {
        Stream body = input;
        if (head.IsChunked) body = new ChunkedStream(input);
        else if (head.ContentLength is { } length) body = new LimitedStream(input, length);

        var metaInt = head.Status == 200 && head.Number("icy-metaint") is { } interval and > 0 and <= IcyStream.MaxInterval ? interval : (int?)null;
        if (metaInt is { } every) body = new IcyStream(body, every, trace.Heard);
        return new StreamConnection(new Owner(connection, wire), uri, head, body, metaInt);
    }

    // Default when the time is over; cancellation by the caller is thrown.
    private async Task<(T1? First, T2? Second)> WithinAsync<T1, T2>(TimeSpan limit, Func<CancellationToken, Task<(T1, T2)>> work, CancellationToken cancellationToken)
    {
        if (limit <= TimeSpan.Zero) limit = TimeSpan.FromMilliseconds(1);
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return default;
        }
    }

    private static double Ms(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    private sealed record HeadOutcome(ResponseHead? Head, ProbeFailure? Failure);

    // A TLS goodbye may block on a dead peer, so only the socket below is closed.
    private sealed class Owner(GuardedConnection connection, Stream wire) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            if (wire is SslStream tls) await tls.DisposeAsync();
        }
    }
}
