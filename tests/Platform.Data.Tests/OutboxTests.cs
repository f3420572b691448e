using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data.Events;
using Platform.Data.Tests.Samples;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Testing;

namespace Platform.Data.Tests;

/// <summary>Events are raised with the change they tell of, or not at all; none is lost and none takes effect twice.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OutboxTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-outbox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_is_raised_if_and_only_if_its_transaction_is_committed(bool postgres)
    {
        await using var node = SampleNode.At(await PlaceAsync(postgres), SampleEvents.Add);
        await node.MigrateAsync();
        await using (var db = node.Db())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            node.Get<Outbox>().Add(db, new StationOpened { Id = Guid.CreateVersion7(), At = TimeProvider.System.GetUtcNow(), Name = "Never" });
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        Assert.Empty(await ListAsync(node));
        await SampleEvents.RaiseAsync(node, "North");
        var waiting = Assert.Single(await ListAsync(node));
        Assert.Equal((StationOpened.EventName, Greeter.SubscriberName, DeliveryState.Pending, 0), (waiting.Event, waiting.Subscriber, waiting.State, waiting.Attempts));
        Assert.Null(await node.Get<DeliverEvents>().RunAsync(Greeter.SubscriberName, CancellationToken.None));
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await ListAsync(node)).State);
        Assert.Equal(1, await GreetingsAsync(node));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Processes_killed_after_the_commit_and_after_the_effect_lose_nothing_and_double_nothing(bool postgres)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var place = await PlaceAsync(postgres);
        await using var node = SampleNode.At(place, services => SampleEvents.Add(services.AddSingleton<TimeProvider>(clock)));
        await node.MigrateAsync();
        await KilledAsync("raise-and-die", place);
        Assert.Equal(DeliveryState.Pending, Assert.Single(await ListAsync(node)).State);
        Assert.Equal(0, await GreetingsAsync(node));

        await KilledAsync("deliver-and-die", place);
        Assert.Equal(DeliveryState.Delivering, Assert.Single(await ListAsync(node)).State);
        Assert.Equal(1, await GreetingsAsync(node));

        // While the lease lasts the delivery may still be alive.
        var deliver = node.Get<DeliverEvents>();
        Assert.NotNull(await deliver.RunAsync(Greeter.SubscriberName, CancellationToken.None));
        Assert.Equal(0, node.Get<Greeter>().Calls);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await deliver.RunAsync(Greeter.SubscriberName, CancellationToken.None));
        var done = Assert.Single(await ListAsync(node));
        Assert.Equal((DeliveryState.Delivered, 2), (done.State, done.Attempts));
        Assert.Equal((1, 1), (node.Get<Greeter>().Calls, await GreetingsAsync(node)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_be_delivered_is_tried_for_a_day_set_aside_with_its_reason_and_retried_by_hand(bool postgres)
    {
        var clock = new FakeTimeProvider();
        await using var node = SampleNode.At(await PlaceAsync(postgres), services => SampleEvents.Add(services.AddSingleton<TimeProvider>(clock)));
        await node.MigrateAsync();
        var (greeter, deliver, outbox) = (node.Get<Greeter>(), node.Get<DeliverEvents>(), node.Get<ReadOutbox>());
        greeter.Answer = Error.Unavailable("greeter.hoarse", "It cannot speak.");
        await SampleEvents.RaiseAsync(node, "North");
        var start = clock.GetUtcNow();
        while (await deliver.RunAsync(Greeter.SubscriberName, CancellationToken.None) is { } next) clock.Advance(next - clock.GetUtcNow());

        var aside = Assert.Single(await ListAsync(node));
        Assert.Equal((DeliveryState.SetAside, DeliverEvents.MostAttempts, "greeter.hoarse: It cannot speak."), (aside.State, aside.Attempts, aside.Error));
        Assert.Equal(DeliverEvents.MostAttempts, greeter.Calls);
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.FromHours(20), TimeSpan.FromHours(30));
        Assert.Equal((1, 0), await outbox.TroubleAsync(CancellationToken.None));

        greeter.Answer = Unit.Value;
        Assert.True((await outbox.RetryAsync(aside.Id, CancellationToken.None)).Ok);
        Assert.Null(await deliver.RunAsync(Greeter.SubscriberName, CancellationToken.None));
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await ListAsync(node)).State);
        Assert.Equal("delivery.state", (await outbox.RetryAsync(aside.Id, CancellationToken.None)).Error?.Code);

        Assert.Equal(0, await outbox.TrimAsync(CancellationToken.None));
        clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await outbox.TrimAsync(CancellationToken.None));
    }

    private async Task<string> PlaceAsync(bool postgres) => postgres ? await server.CreateDatabaseAsync() : _folder.FullName;

    private static async Task<IReadOnlyList<DeliveryView>> ListAsync(SampleNode node) => (await node.Get<ReadOutbox>().ListAsync(null, new PageRequest(), CancellationToken.None)).Value.Items;

    private static async Task<int> GreetingsAsync(SampleNode node)
    {
        await using var db = node.Db();
        return await db.Stations.CountAsync(s => s.Name.StartsWith("Hello"));
    }

    private static async Task KilledAsync(string what, string place)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardError = true,
            ArgumentList = { typeof(OutboxTests).Assembly.Location, what, place },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 137, $"{what} ended with {process.ExitCode}: {said}"); // SIGKILL
    }
}
