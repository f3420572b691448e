using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>A body with its name (ETag), plain and compressed, so that neither is made again for each visitor.</summary>
internal sealed class PublicBody(byte[] plain, byte[]? packed, string contentType) : IResult
{
    private const int WorthPacking = 1024;
    private readonly string _name = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12));

    public static PublicBody Of(string text, string contentType)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        if (plain.Length < WorthPacking) return new PublicBody(plain, null, contentType);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(plain);
        return new PublicBody(plain, packed.ToArray(), contentType);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var zipped = packed is not null && request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var tag = zipped ? $"\"{_name}-gz\"" : $"\"{_name}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = $"public, max-age={PublishedPages.Age.TotalSeconds:0}";
        if (packed is not null) response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (request.Headers.IfNoneMatch.Any(sent => sent is not null && (sent == "*" || sent.Contains(tag, StringComparison.Ordinal))))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = zipped ? packed! : plain;
        if (zipped) response.Headers.ContentEncoding = "gzip";
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
