using Platform.Kernel.Live;

namespace Platform.Kernel.Tests.Live;

public sealed class LiveEventsTests
{
    private readonly LiveEvents _events = new();

    [Fact]
    public async Task Every_listener_is_told()
    {
        await using var first = await ListenAsync();
        await using var second = await ListenAsync();
        _events.Publish(Event("1"));
        foreach (var listener in new[] { first, second })
        {
            while (listener.Current.SubjectId != "1") Assert.True(await listener.MoveNextAsync());
        }
    }

    [Fact]
    public async Task A_slow_listener_loses_the_oldest_and_holds_up_nobody()
    {
        await using var slow = await ListenAsync();
        for (var i = 0; i < 1000; i++) _events.Publish(Event(i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await slow.MoveNextAsync();
        Assert.Equal("744", slow.Current.SubjectId);
    }

    /// <summary>A listener that has seen a first event, and so is surely listening.</summary>
    private async Task<IAsyncEnumerator<LiveEvent>> ListenAsync()
    {
        var listener = _events.ListenAsync(CancellationToken.None).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        _events.Publish(Event("first"));
        Assert.True(await first);
        while (listener.Current.SubjectId != "first") await listener.MoveNextAsync();
        return listener;
    }

    private static LiveEvent Event(string id) => new("test.event", id, DateTimeOffset.UnixEpoch);
}
