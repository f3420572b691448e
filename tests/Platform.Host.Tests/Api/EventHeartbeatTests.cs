using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Host.Tests.Support;
using Platform.Testing;

namespace Platform.Host.Tests.Api;

public sealed class EventHeartbeatTests
{
    [Fact]
    public async Task A_quiet_stream_carries_a_comment_every_15_seconds()
    {
        var time = new FakeTimeProvider();
        await using var host = await ApiHost.StartAsync(services: s => s.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
        using var client = await host.ProgramAsync();
        using var answer = await client.GetAsync(new Uri("/api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var next = reader.ReadLineAsync(limit.Token).AsTask();
        while (await next != ": still here")
        {
            next = reader.ReadLineAsync(limit.Token).AsTask();
            while (await Task.WhenAny(next, Task.Delay(50, limit.Token)) != next) time.Advance(TimeSpan.FromSeconds(15));
        }
    }
}
