using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Alerts;

public sealed class DeliveriesOnSqlite : DeliveryTests
{
    protected override Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);
}

[Collection(PostgresTests.Name)]
public sealed class DeliveriesOnPostgres(PostgresServer server) : DeliveryTests
{
    protected override async Task<string?> DatabaseAsync() => await server.CreateDatabaseAsync();
}

/// <summary>What happens to a message between its cause and its receiver.</summary>
public abstract class DeliveryTests : IAsyncLifetime
{
    private AlertBench _bench = null!;
    private HttpReceiver _receiver = null!;
    private ChannelView _channel = null!;
    private MonitoredStream _stream = null!;

    protected abstract Task<string?> DatabaseAsync();

    public async Task InitializeAsync()
    {
        _bench = await AlertBench.StartAsync(await DatabaseAsync());
        _receiver = await HttpReceiver.StartAsync();
        _channel = await _bench.AddChannelAsync(_receiver.Url);
        _stream = await _bench.AddStreamAsync();
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _channel)] });
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task A_transition_that_is_rolled_back_tells_nobody()
    {
        await _bench.MoveAsync(_stream, MonitorState.Up, MonitorState.Down, commit: false);
        await _bench.SendAsync(_channel);
        Assert.Empty(await _bench.DeliveriesAsync());
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task The_incident_tells_who_was_told()
    {
        var incident = await _bench.AddIncidentAsync(_stream);
        await _bench.DownAsync(_stream, incident);
        await _bench.SendAsync(_channel);

        var line = Assert.Single(await _bench.QueryAsync(db => db.Set<IncidentEntry>().Where(e => e.IncidentId == incident).ToListAsync()));
        Assert.Equal((IncidentEntryKind.Notified, _bench.Now), (line.Kind, line.At));
        Assert.StartsWith("Told Hook: ", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_sender_died_is_sent_again_with_the_same_id()
    {
        // The receiver gets the message and the sender dies before it learns of that, as kill -9 would have it.
        using var killed = new CancellationTokenSource();
        _receiver.Answer = async _ => await killed.CancelAsync();
        await _bench.DownAsync(_stream);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Get<SendDeliveries>().RunAsync(_channel.Id, killed.Token));
        Assert.Equal(DeliveryState.Sending, Assert.Single(await _bench.DeliveriesAsync()).State);

        _receiver.AnswerWith(200);
        await _bench.SendAsync(_channel);
        Assert.Single(_receiver.Requests);
        await _bench.PassAsync(TimeSpan.FromSeconds(51), _channel);
        await _bench.PassAsync(TimeSpan.FromMinutes(5), _channel);

        var ids = _receiver.Requests.Select(r => r.Headers["webhook-id"]).ToList();
        Assert.Equal(2, ids.Count);
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(_receiver.Requests.First().Text, _receiver.Requests.Last().Text);
        var delivery = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal((DeliveryState.Sent, 2), (delivery.State, delivery.Attempts));
    }

    [Fact]
    public async Task A_failing_receiver_is_tried_again_later_and_later_and_given_up_at_last()
    {
        _receiver.AnswerWith(500, "out of order");
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel);
        var first = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal((DeliveryState.Pending, 1, "HTTP 500: out of order", 500), (first.State, first.Attempts, first.Error, first.HttpStatus));
        Assert.InRange(first.DueAt - _bench.Now, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12));

        await _bench.PassAsync(TimeSpan.FromSeconds(12), _channel);
        var second = Assert.Single(await _bench.DeliveriesAsync());
        Assert.InRange(second.DueAt - _bench.Now, TimeSpan.FromSeconds(16), TimeSpan.FromSeconds(24));

        for (var i = 0; i < 20; i++) await _bench.PassAsync(TimeSpan.FromMinutes(75), _channel);
        var last = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, 10), (last.State, last.Attempts));
        Assert.Equal(10, _receiver.Requests.Count);
        Assert.Single(_receiver.Requests.Select(r => r.Headers["webhook-id"]).Distinct());
        Assert.Equal(10, _receiver.Requests.Select(r => r.Headers["webhook-signature"]).Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_asks_for_patience_gets_it()
    {
        _receiver.AnswerWith(429, "slow down", ("Retry-After", "120"));
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel);
        _receiver.AnswerWith(200);
        await _bench.PassAsync(TimeSpan.FromSeconds(119), _channel);
        Assert.Single(_receiver.Requests);
        await _bench.PassAsync(TimeSpan.FromSeconds(2), _channel);
        Assert.Equal(2, _receiver.Requests.Count);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await _bench.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task A_message_the_receiver_finds_wrong_is_not_repeated()
    {
        _receiver.AnswerWith(422, "no such field");
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel);
        var delivery = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal((DeliveryState.Failed, "HTTP 422: no such field"), (delivery.State, delivery.Error));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await HttpReceiver.StartAsync();
        _receiver.AnswerWith(307, "", ("Location", elsewhere.Url));
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel);
        Assert.Empty(elsewhere.Requests);
        Assert.StartsWith("HTTP 307 (redirects are not followed", Assert.Single(await _bench.DeliveriesAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_costs_one_timeout()
    {
        var hanging = new TaskCompletionSource();
        _receiver.Answer = context => hanging.Task.WaitAsync(context.RequestAborted);
        await _bench.DownAsync(_stream);
        var sending = _bench.SendAsync(_channel);
        while (!sending.IsCompleted)
        {
            if (!_receiver.Requests.IsEmpty) _bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2);
        }

        await sending;
        var delivery = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal((DeliveryState.Pending, "No answer within 20 s"), (delivery.State, delivery.Error));
    }

    [Fact]
    public async Task A_dead_receiver_is_left_alone_for_a_while_and_holds_up_nobody_else()
    {
        var port = new Uri(_receiver.Url).Port;
        await _receiver.DisposeAsync();
        await using var healthy = await HttpReceiver.StartAsync();
        _receiver = healthy;
        var other = await _bench.AddChannelAsync(healthy.Url, "Other");
        await _bench.AddPolicyAsync(new PolicyInput { Name = "Second", Steps = [AlertBench.Step(0, other)] });
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel, other);
        Assert.Single(healthy.Requests);
        Assert.Equal($"127.0.0.1:{port} refused the connection: nothing listens there", (await _bench.ChannelAsync(_channel.Id)).LastError);

        await _bench.PassAsync(TimeSpan.FromSeconds(12), _channel);
        Assert.Null((await _bench.ChannelAsync(_channel.Id)).RestUntil);
        await _bench.PassAsync(TimeSpan.FromSeconds(24), _channel);
        var resting = await _bench.ChannelAsync(_channel.Id);
        Assert.Equal(3, resting.FailuresInRow);
        Assert.InRange(resting.RestUntil!.Value - _bench.Now, TimeSpan.FromSeconds(24), TimeSpan.FromSeconds(36));

        // While it rests, nothing is tried, also nothing new.
        var second = await _bench.AddStreamAsync("Radio Two");
        await _bench.DownAsync(second);
        await _bench.SendAsync(_channel);
        Assert.Equal(0, (await _bench.DeliveriesAsync()).Single(d => d.StreamId == second.Id && d.ChannelId == _channel.Id).Attempts);
    }

    [Fact]
    public async Task The_recovery_never_overtakes_the_outage()
    {
        _receiver.AnswerWith(503);
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel);
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));
        _receiver.AnswerWith(200);
        await _bench.UpAsync(_stream);
        await _bench.SendAsync(_channel);
        Assert.Single(_receiver.Requests);

        await _bench.PassAsync(TimeSpan.FromSeconds(12), _channel);
        Assert.Equal(["down", "down", "recovered"], _receiver.Requests.Select(r => r.Headers["X-MediaOps-Event"]));
    }

    [Fact]
    public async Task More_than_the_limit_a_minute_waits_for_the_next_minute()
    {
        var slow = await _bench.AddChannelAsync(_receiver.Url, "Slow", perMinute: 2);
        await _bench.AddPolicyAsync(new PolicyInput { Name = "Slow", Steps = [AlertBench.Step(0, slow)] });
        for (var i = 0; i < 5; i++) await _bench.DownAsync(await _bench.AddStreamAsync($"Stream {i}"));
        await _bench.SendAsync(slow);
        Assert.Equal(2, _receiver.Requests.Count);
        await _bench.PassAsync(TimeSpan.FromSeconds(61), slow);
        Assert.Equal(4, _receiver.Requests.Count);
        await _bench.PassAsync(TimeSpan.FromSeconds(61), slow);
        Assert.Equal(5, _receiver.Requests.Count);
    }

    [Fact]
    public async Task What_could_not_be_sent_for_a_day_is_old_news()
    {
        _receiver.AnswerWith(503);
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel);
        _receiver.AnswerWith(200);
        await _bench.PassAsync(TimeSpan.FromHours(25), _channel);
        Assert.Single(_receiver.Requests);
        Assert.Equal(DeliveryState.Dropped, Assert.Single(await _bench.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task A_delivery_is_sent_once_more_when_asked_with_its_id()
    {
        _receiver.AnswerWith(410, "gone");
        await _bench.DownAsync(_stream);
        await _bench.SendAsync(_channel);
        var delivery = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal(DeliveryState.Failed, delivery.State);

        _receiver.AnswerWith(200);
        var resent = AlertBench.Good(await _bench.Get<ReadDeliveries>().ResendAsync(delivery.Id, CancellationToken.None));
        Assert.Equal((DeliveryState.Pending, delivery.Id), (resent.State, resent.Id));
        Assert.Equal("delivery.under_way", (await _bench.Get<ReadDeliveries>().ResendAsync(delivery.Id, CancellationToken.None)).Error!.Code);
        await _bench.SendAsync(_channel);
        Assert.Equal(_receiver.Requests.First().Headers["webhook-id"], _receiver.Requests.Last().Headers["webhook-id"]);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await _bench.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task Two_senders_send_a_message_once()
    {
        for (var i = 0; i < 8; i++) await _bench.DownAsync(await _bench.AddStreamAsync($"Stream {i}"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _bench.SendAsync(_channel))));
        await _bench.SendAsync(_channel);
        Assert.Equal(8, _receiver.Requests.Count);
        Assert.Equal(8, _receiver.Requests.Select(r => r.Headers["webhook-id"]).Distinct().Count());
    }

    [Fact]
    public async Task A_channel_that_is_switched_off_keeps_what_waits_for_it()
    {
        await _bench.DownAsync(_stream);
        await _bench.QueryAsync(db => db.Set<AlertChannel>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Enabled, false)));
        await _bench.SendAsync(_channel);
        Assert.Empty(_receiver.Requests);
        await _bench.QueryAsync(db => db.Set<AlertChannel>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Enabled, true)));
        await _bench.SendAsync(_channel);
        Assert.Single(_receiver.Requests);
    }
}
