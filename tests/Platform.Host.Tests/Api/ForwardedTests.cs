using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Api;

public sealed class ForwardedTests
{
    [Theory]
    [InlineData(null, "127.0.0.1 http")]
    [InlineData("127.0.0.0/8", "203.0.113.9 https")]
    [InlineData("10.0.0.0/8", "127.0.0.1 http")]
    public async Task Forwarded_headers_are_believed_of_trusted_proxies_only(string? trusted, string expected)
    {
        (string, string)[] settings = trusted is null ? [] : [("Api:TrustedProxies:0", trusted)];
        await using var host = await ApiHost.StartAsync(
            api => api.MapGet("/who", (HttpContext c) => $"{c.Connection.RemoteIpAddress} {c.Request.Scheme}").AllowAnonymous(), null, settings);
        using var client = host.Stranger();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        Assert.Equal(expected, await client.GetStringAsync(new Uri("/api/v1/who", UriKind.Relative)));
    }

    [Fact]
    public async Task Metrics_are_open_to_the_machine_itself_but_not_through_a_proxy_nobody_named()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Stranger();
        using var near = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, near.StatusCode);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var far = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, far.StatusCode);
        using var program = await host.ProgramAsync("viewer");
        program.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var keyed = await program.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, keyed.StatusCode);
    }
}
