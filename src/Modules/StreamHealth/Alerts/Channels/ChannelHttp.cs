using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.StreamHealth.Alerts.Formats;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>
/// Posts to receivers. Every address passes the URL guard just before, and the connection goes to one of the addresses it
/// let pass; no proxy, no cookies, no redirects, and no more of the answer than an error message needs.
/// </summary>
internal sealed class ChannelHttp : IDisposable
{
    private const int MostOfAnswer = 4096;
    private static readonly HttpRequestOptionsKey<GuardedUrl> Guarded = new("guarded");
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly ProductInfoHeaderValue Agent = new("MediaOps-Platform", "1.0");
    private readonly UrlGuard _guard;
    private readonly GuardedConnector _connector;
    private readonly ChannelTls _tls;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public ChannelHttp(UrlGuard guard, GuardedConnector connector, ChannelTls tls, TimeProvider clock)
    {
        (_guard, _connector, _tls, _clock) = (guard, connector, tls, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            // A connection that is kept would go to an address that was let pass long ago.
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = 32,
            ConnectCallback = ConnectAsync,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <returns>Status and the beginning of the answer, or why there was none.</returns>
    public async Task<Result<HttpAnswer>> PostAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var guarded = await _guard.CheckAsync(call.Url, cancellationToken);
        if (!guarded.Ok) return guarded.Error;
        using var request = new HttpRequestMessage(HttpMethod.Post, guarded.Value.Uri) { Version = HttpVersion.Version11, Content = new ByteArrayContent(call.Body) };
        request.Options.Set(Guarded, guarded.Value);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
        request.Headers.UserAgent.Add(Agent);
        foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new HttpAnswer((int)response.StatusCode, await BeginningAsync(response, cancellationToken), RetryAfter(response));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException)
        {
            return Error.Unavailable("channel.no_answer", e.InnerException is NotReachedException not ? not.Message : $"No answer: {e.GetBaseException().Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(Guarded, out var guarded)) throw new NotReachedException("The address was not checked.");
        var connected = await _connector.ConnectAsync(guarded, ConnectTimeout, cancellationToken);
        if (!connected.Ok) throw new NotReachedException(connected.Error.Message);
        return guarded.Uri.Scheme == Uri.UriSchemeHttps ? await EncryptAsync(connected.Value, guarded.Uri.IdnHost, cancellationToken) : connected.Value.Stream;
    }

    // Done here rather than by the handler, so that an untrusted certificate is told in words.
    private async Task<Stream> EncryptAsync(GuardedConnection connection, string host, CancellationToken cancellationToken)
    {
        string? refused = null;
        var tls = new SslStream(connection.Stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(_tls.For(host, why => refused = why), cancellationToken);
            return tls;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            throw new NotReachedException($"TLS with {host} failed: {refused ?? (e.InnerException ?? e).Message}");
        }
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostOfAnswer];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _clock.GetUtcNow(),
        _ => null,
    };

    private sealed class NotReachedException(string message) : IOException(message);
}

/// <summary>What a receiver answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The beginning of the body.</param>
/// <param name="RetryAfter">For how long the receiver asks to be left alone.</param>
internal sealed record HttpAnswer(int Status, string Body, TimeSpan? RetryAfter)
{
    public bool Good => Status is >= 200 and < 300;
}
