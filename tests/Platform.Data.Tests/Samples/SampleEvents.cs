using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data.Events;
using Platform.Kernel.Events;
using Platform.Kernel.Results;

namespace Platform.Data.Tests.Samples;

public sealed record StationOpened : IIntegrationEvent
{
    public static string EventName => "sample.station_opened";

    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Name { get; init; }
}

/// <summary>Another module that greets every station that opens, once.</summary>
public sealed class Greeter(IDbContextFactory<SampleDb> databases) : IEventSubscriber<StationOpened>
{
    public const string SubscriberName = "sample.greeter";

    public string Name => SubscriberName;

    public bool Dies { get; set; }

    public Result<Unit> Answer { get; set; } = Unit.Value;

    public int Calls { get; private set; }

    public async Task<Result<Unit>> HandleAsync(StationOpened integrationEvent, CancellationToken cancellationToken)
    {
        Calls++;
        if (!Answer.Ok) return Answer;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var greeting = $"Hello {integrationEvent.Name}";
        if (!await db.Stations.AnyAsync(s => s.Name == greeting, cancellationToken))
        {
            db.Add(new Station { Name = greeting });
            await db.SaveChangesAsync(cancellationToken);
        }

        if (Dies) Process.GetCurrentProcess().Kill();
        return Answer;
    }
}

/// <summary>What a process does that is killed at the worst moment.</summary>
public static class SampleEvents
{
    public static void Add(IServiceCollection services) => services.AddSingleton<Greeter>().AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<Greeter>());

    public static async Task RaiseAsync(SampleNode node, string name)
    {
        await using var db = node.Db();
        db.Add(new Station { Name = name });
        node.Get<Outbox>().Add(db, new StationOpened { Id = Guid.CreateVersion7(), At = TimeProvider.System.GetUtcNow(), Name = name });
        await db.SaveChangesAsync();
    }

    /// <summary>Commits, and is gone before anything is delivered.</summary>
    public static async Task RaiseAndDieAsync(string place)
    {
        await using var node = SampleNode.At(place, Add);
        await RaiseAsync(node, "North");
        Process.GetCurrentProcess().Kill();
    }

    /// <summary>Takes effect, and is gone before that is noted.</summary>
    public static async Task DeliverAndDieAsync(string place)
    {
        await using var node = SampleNode.At(place, Add);
        node.Get<Greeter>().Dies = true;
        await node.Get<DeliverEvents>().RunAsync(Greeter.SubscriberName, CancellationToken.None);
    }
}
