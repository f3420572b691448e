using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Platform.Kernel.Results;

namespace Platform.Speech.Models;

/// <summary>Fetches files by HTTP, from where an earlier connection was lost.</summary>
internal sealed class ModelSource : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, AutomaticDecompression = DecompressionMethods.None }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Asks for what is missing of a file.</summary>
    /// <exception cref="HttpRequestException">No connection.</exception>
    public Task<HttpResponseMessage> AskAsync(string url, PartFile part, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (part.Length > 0 && part.Origin is { Version: { } version } origin && origin.Url == url)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.TryAddWithoutValidation("If-Range", version);
        }

        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Why the source will not give the file, however often it is asked; null when it did, or may yet.</summary>
    public static Error? Final(HttpResponseMessage answer, string url) => answer.StatusCode switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => Error.Unavailable("speech.source_unknown", $"{url} does not exist ({(int)answer.StatusCode}). Does Speech:Models:SourceUrl name a mirror without this model?"),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Error.Unavailable("speech.source_refused", $"{url} may not be had ({(int)answer.StatusCode})."),
        _ when answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "text/html" =>
            Error.Unavailable("speech.source_wrong", $"{url} is a web page, not a model: perhaps a sign-in page of the network stands in between."),
        _ => null,
    };

    /// <summary>A failed connection in words.</summary>
    public static string Explain(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name cannot be resolved: this machine seems to be offline",
        _ when e.GetBaseException() is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain } => "its name cannot be resolved: this machine seems to be offline",
        _ when e.GetBaseException() is SocketException { SocketErrorCode: SocketError.NetworkUnreachable } => "there is no network: this machine is offline",
        TimeoutException => "no byte came for too long",
        _ => e.GetBaseException().Message,
    };

    public void Dispose() => _http.Dispose();
}
