using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Data.Events;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Scheduling.Api;

/// <summary>What modules told each other, and what did not arrive.</summary>
internal static class EventEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var outbox = api.MapGroup("/event-deliveries").WithTags("Events between modules").RequireAuthorization(Policies.Administer);
        outbox.MapGet("", ListAsync).WithName("ListEventDeliveries").WithSummary("List deliveries of events to modules, newest first")
            .WithDescription("An event, such as a recording that is ready, is delivered to each module that acts on it, up to ten times within a day; then it is set aside.")
            .Produces<CursorPage<DeliveryView>>().ProducesProblem(400);
        outbox.MapPost("/{id:guid}:retry", RetryAsync).WithName("RetryEventDelivery").WithSummary("Deliver an event that was set aside again")
            .Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] PageRequest page, ReadOutbox outbox, CancellationToken cancellationToken,
        [FromQuery(Name = "state"), Description("`pending`, `delivering`, `delivered` or `setAside`.")] string? state = null)
    {
        if (string.IsNullOrEmpty(state)) return (await outbox.ListAsync(null, page, cancellationToken)).ToHttp();
        return Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var known) && char.IsAsciiLetter(state[0])
            ? (await outbox.ListAsync(known, page, cancellationToken)).ToHttp()
            : Problems.From(Error.InvalidField("state", "delivery.state_unknown", "state is pending, delivering, delivered or setAside."));
    }

    private static async Task<IResult> RetryAsync(Guid id, ReadOutbox outbox, CancellationToken cancellationToken) => (await outbox.RetryAsync(id, cancellationToken)).ToHttp();
}
