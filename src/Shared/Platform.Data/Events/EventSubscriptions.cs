using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Events;
using Platform.Kernel.Modules;
using Platform.Kernel.Results;

namespace Platform.Data.Events;

/// <summary>Who wants which event.</summary>
/// <param name="Subscriber">The subscriber's name.</param>
/// <param name="EventName">What the event is stored under.</param>
/// <param name="HandleAsync">Reads the event from its JSON and gives it to the subscriber.</param>
public sealed record EventSubscription(string Subscriber, string EventName, Func<string, CancellationToken, Task<Result<Unit>>> HandleAsync);

/// <summary>Every subscription of this installation. They are found when first asked for: a subscriber may itself raise events.</summary>
public sealed class EventSubscriptions(IServiceProvider services)
{
    private readonly Lazy<IReadOnlyList<EventSubscription>> _all = new(() => Find(services));

    public IReadOnlyList<EventSubscription> All => _all.Value;

    public IEnumerable<string> Subscribers => All.Select(s => s.Subscriber).Distinct();

    private static IReadOnlyList<EventSubscription> Find(IServiceProvider services)
    {
        var read = typeof(EventSubscriptions).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!;
        return [.. services.GetServices<IEventSubscriber>().SelectMany(subscriber => subscriber.GetType().GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEventSubscriber<>))
            .Select(i => (EventSubscription)read.MakeGenericMethod(i.GetGenericArguments()).Invoke(null, [subscriber])!))];
    }

    private static EventSubscription Of<TEvent>(IEventSubscriber<TEvent> subscriber)
        where TEvent : class, IIntegrationEvent =>
        new(subscriber.Name, TEvent.EventName, (body, cancellationToken) => subscriber.HandleAsync(JsonSerializer.Deserialize<TEvent>(body, ApiJson.Options)!, cancellationToken));
}

public static class EventRegistration
{
    /// <summary>Adds the subscribers of the assemblies.</summary>
    public static IServiceCollection AddEventSubscribers(this IServiceCollection services, IEnumerable<Assembly> assemblies) => services.AddFound<IEventSubscriber>(assemblies);
}
