using System.Net;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Api;

public sealed class RateLimitTests : IAsyncLifetime
{
    private static readonly Uri Events = new("/api/v1/health", UriKind.Relative);
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync(settings: ("Api:RequestsPerMinute", "12"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Who_asks_too_much_is_told_when_to_come_back_and_others_are_not_held_up()
    {
        using var busy = await _host.ProgramAsync();
        using var other = await _host.ProgramAsync();
        using var refused = await UntilRefusedAsync(busy, Events);
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "request.too_many");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var fine = await other.GetAsync(Events);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task Strangers_are_counted_by_address()
    {
        using var stranger = _host.Stranger();
        using var refused = await UntilRefusedAsync(stranger, new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Health_and_metrics_are_never_refused()
    {
        using var client = _host.Stranger();
        for (var i = 0; i < 30; i++)
        {
            using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
            using var metrics = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, metrics.StatusCode));
        }
    }

    private static async Task<HttpResponseMessage> UntilRefusedAsync(HttpClient client, Uri address)
    {
        for (var i = 0; i < 50; i++)
        {
            var answer = await client.GetAsync(address);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) return answer;
            answer.Dispose();
        }

        throw new InvalidOperationException("Nothing was refused.");
    }
}
