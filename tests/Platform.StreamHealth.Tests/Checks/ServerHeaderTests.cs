using System.Text;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>What the response headers tell of the way a stream takes.</summary>
public sealed class ServerHeaderTests
{
    [Theory]
    [InlineData("CF-Ray: 8a1", "Cloudflare")]
    [InlineData("X-Amz-Cf-Id: x", "AWS CloudFront")]
    [InlineData("X-Served-By: cache-fra", "Fastly")]
    [InlineData("X-Cache: HIT", "Fastly")]
    [InlineData("X-Akamai-Request-ID: x", "Akamai")]
    [InlineData("Server: AkamaiGHost", "Akamai")]
    [InlineData("Via: 1.1 varnish, 1.1 cloudfront.net", "CloudFront")]
    [InlineData("Via: 1.1 somebody", "Unknown CDN")]
    [InlineData("CF-Ray: 8a1\r\nX-CDN: House", "House")]
    [InlineData("Server: Icecast 2.4.4", null)]
    public void The_CDN_is_named_by_its_headers(string headers, string? name) => Assert.Equal(name, Server(headers).Cdn);

    [Fact]
    public void CORS_and_caching_are_told()
    {
        var open = Server("Access-Control-Allow-Origin: *\r\nCache-Control: no-cache\r\nContent-Length: 12\r\nContent-Type: audio/mpeg\r\nServer: x");
        Assert.Equal((true, "*", "no-cache", 12L, "audio/mpeg", "x"), (open.CorsEnabled, open.CorsOrigin, open.CacheControl, open.ContentLength, open.ContentType, open.Server));
        var closed = Server("Server: x");
        Assert.Equal((false, null, null, null), (closed.CorsEnabled, closed.CorsOrigin, closed.CacheControl, closed.ContentLength));
    }

    private static ServerHeaders Server(string headers) => HeaderFacts.Server(ResponseHead.Parse(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}"))!);
}
