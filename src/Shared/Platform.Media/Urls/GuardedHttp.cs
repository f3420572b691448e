using System.Net;
using System.Net.Http.Headers;
using Platform.Kernel.Results;

namespace Platform.Media.Urls;

/// <summary>
/// HTTP to addresses that a user entered. Every address, also one a redirect leads to, passes the URL guard just before, and the
/// connection goes to one of the addresses it let pass; no proxy, no cookies.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly HttpRequestOptionsKey<GuardedUrl> Guarded = new("guarded");
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly ProductInfoHeaderValue Agent = new("MediaOps-Platform", "1.0");
    private readonly UrlGuard _guard;
    private readonly GuardedConnector _connector;
    private readonly HttpClient _client;

    public GuardedHttp(UrlGuard guard, GuardedConnector connector)
    {
        (_guard, _connector) = (guard, connector);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            // A connection that is kept would go to an address that was let pass long ago.
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = 32,
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Gets what is at an address, following redirects. The answer ends with its headers; the caller reads its body and disposes it.</summary>
    /// <param name="url">What the user entered.</param>
    /// <param name="prepare">Adds headers to each request.</param>
    /// <param name="cancellationToken">Ends the wait for the headers.</param>
    /// <returns>The answer whatever its status, or an error of the guard, <c>http.too_many_redirects</c>, <c>http.no_answer</c>.</returns>
    public async Task<Result<HttpResponseMessage>> GetAsync(string url, Action<HttpRequestHeaders> prepare, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
            prepare(request.Headers);
            var answer = await SendAsync(request, url, cancellationToken);
            if (!answer.Ok || !IsRedirect(answer.Value.StatusCode) || answer.Value.Headers.Location is not { } location) return answer;
            url = new Uri(new Uri(url), location).ToString();
            answer.Value.Dispose();
        }

        return Error.Unavailable("http.too_many_redirects", $"The address was redirected more than {MostRedirects} times.");
    }

    /// <summary>Posts bytes to an address; a redirect is an answer like any other.</summary>
    /// <inheritdoc cref="GetAsync"/>
    /// <param name="url">What the user entered.</param>
    /// <param name="body">The exact bytes, with their headers.</param>
    /// <param name="prepare">Adds headers.</param>
    /// <param name="cancellationToken">Ends the wait for the headers.</param>
    public async Task<Result<HttpResponseMessage>> PostAsync(string url, HttpContent body, Action<HttpRequestHeaders> prepare, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        using var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = body };
        prepare(request.Headers);
        return await SendAsync(request, url, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private async Task<Result<HttpResponseMessage>> SendAsync(HttpRequestMessage request, string url, CancellationToken cancellationToken)
    {
        var guarded = await _guard.CheckAsync(url, cancellationToken);
        if (!guarded.Ok) return guarded.Error;
        request.RequestUri = guarded.Value.Uri;
        request.Version = HttpVersion.Version11;
        request.Headers.UserAgent.Add(Agent);
        request.Options.Set(Guarded, guarded.Value);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Error.Unavailable("http.no_answer", e.InnerException is NotReachedException not ? not.Message : $"No answer: {e.GetBaseException().Message}");
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(Guarded, out var guarded)) throw new NotReachedException("The address was not checked.");
        var connected = await _connector.ConnectAsync(guarded, ConnectTimeout, cancellationToken);
        return connected.Ok ? connected.Value.Stream : throw new NotReachedException(connected.Error.Message);
    }

    private sealed class NotReachedException(string message) : IOException(message);
}
