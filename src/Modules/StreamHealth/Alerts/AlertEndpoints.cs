using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Escalation;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts;

/// <summary>The API of channels, policies and deliveries.</summary>
internal static class AlertEndpoints
{
    private const string Root = "/api/v1/alerts";

    public static void Map(RouteGroupBuilder alerts)
    {
        var view = alerts.MapGroup("").RequireAuthorization(Policies.View);
        view.MapGet("/channel-kinds", Kinds).WithName("ListChannelKinds").WithSummary("List the kinds of channels")
            .WithDescription("With the fields each has: which are needed, which are secret, where to get them.");
        view.MapGet("/channels", ListChannelsAsync).WithName("ListChannels").WithSummary("List channels")
            .WithDescription("Without their secrets.").Produces<CursorPage<ChannelView>>().ProducesProblem(400);
        view.MapGet("/channels/{id:guid}", GetChannelAsync).WithName("GetChannel").WithSummary("Read a channel").Produces<ChannelView>().ProducesProblem(404);
        view.MapGet("/policies", ListPoliciesAsync).WithName("ListPolicies").WithSummary("List policies").Produces<CursorPage<PolicyView>>().ProducesProblem(400);
        view.MapGet("/policies/{id:guid}", GetPolicyAsync).WithName("GetPolicy").WithSummary("Read a policy").Produces<PolicyView>().ProducesProblem(404);
        view.MapGet("/deliveries", ListDeliveriesAsync).WithName("ListDeliveries").WithSummary("List deliveries")
            .WithDescription("The delivery log, newest first.").Produces<CursorPage<DeliveryView>>().ProducesProblem(400);
        view.MapGet("/deliveries/{id:guid}", GetDeliveryAsync).WithName("GetDelivery").WithSummary("Read a delivery")
            .WithDescription("With what goes over the wire, secrets hidden.").Produces<DeliveryDetail>().ProducesProblem(404);

        var operate = alerts.MapGroup("").RequireAuthorization(Policies.Operate);
        operate.MapPost("/channels", CreateChannelAsync).WithName("CreateChannel").WithSummary("Add a channel")
            .Produces<ChannelView>(201).ProducesProblem(400).ProducesProblem(409).WithMetadata(HoldsSecret.Mark);
        operate.MapPut("/channels/{id:guid}", UpdateChannelAsync).WithName("UpdateChannel").WithSummary("Replace a channel's definition")
            .WithDescription("A secret that is left out or empty keeps its value, unless the receiver's address changes.")
            .Produces<ChannelView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapDelete("/channels/{id:guid}", DeleteChannelAsync).WithName("DeleteChannel").WithSummary("Delete a channel")
            .WithDescription("One that a policy uses is answered with 409 `channel.in_use`.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        operate.MapPost("/channels/{id:guid}:test", TestChannelAsync).WithName("TestChannel").WithSummary("Send a test message")
            .WithDescription("Sends a real message at once and says what the receiver said.").Produces<ChannelTestView>().ProducesProblem(404);
        operate.MapPost("/channels:test", TestInputAsync).WithName("TestChannelInput").WithSummary("Send a test message without storing the channel")
            .Produces<ChannelTestView>().ProducesProblem(400).WithMetadata(HoldsSecret.Mark);
        operate.MapPost("/policies", CreatePolicyAsync).WithName("CreatePolicy").WithSummary("Add a policy").Produces<PolicyView>(201).ProducesProblem(400).ProducesProblem(409);
        operate.MapPut("/policies/{id:guid}", UpdatePolicyAsync).WithName("UpdatePolicy").WithSummary("Replace a policy's definition")
            .Produces<PolicyView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapDelete("/policies/{id:guid}", DeletePolicyAsync).WithName("DeletePolicy").WithSummary("Delete a policy").Produces(204).ProducesProblem(404);
        operate.MapPost("/deliveries/{id:guid}:resend", ResendAsync).WithName("ResendDelivery").WithSummary("Send a delivery once more")
            .WithDescription("With the same id. One that is under way is answered with 409 `delivery.under_way`.")
            .Produces<DeliveryView>().ProducesProblem(404).ProducesProblem(409);
    }

    private static Ok<IReadOnlyList<ChannelKindView>> Kinds() => TypedResults.Ok<IReadOnlyList<ChannelKindView>>([.. ChannelFormats.All.Select(f => f.ToView())]);

    private static async Task<IResult> ListChannelsAsync([AsParameters] ChannelListRequest request, ReadChannels read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> GetChannelAsync(Guid id, ReadChannels read, CancellationToken cancellationToken) =>
        (await read.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> CreateChannelAsync(ChannelInput input, SaveChannel save, CancellationToken cancellationToken) =>
        (await save.CreateAsync(input, cancellationToken)).ToCreated(c => $"{Root}/channels/{c.Id}");

    private static async Task<IResult> UpdateChannelAsync(Guid id, ChannelInput input, SaveChannel save, CancellationToken cancellationToken) =>
        (await save.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteChannelAsync(Guid id, DeleteChannel delete, CancellationToken cancellationToken) =>
        (await delete.RunAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> TestChannelAsync(Guid id, TestChannel test, CancellationToken cancellationToken) =>
        (await test.RunAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> TestInputAsync(ChannelInput input, TestChannel test, CancellationToken cancellationToken) =>
        (await test.RunAsync(input, id: null, cancellationToken)).ToHttp();

    private static async Task<IResult> ListPoliciesAsync([AsParameters] PolicyListRequest request, ReadPolicies read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> GetPolicyAsync(Guid id, ReadPolicies read, CancellationToken cancellationToken) =>
        (await read.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> CreatePolicyAsync(PolicyInput input, SavePolicy save, CancellationToken cancellationToken) =>
        (await save.CreateAsync(input, cancellationToken)).ToCreated(p => $"{Root}/policies/{p.Id}");

    private static async Task<IResult> UpdatePolicyAsync(Guid id, PolicyInput input, SavePolicy save, CancellationToken cancellationToken) =>
        (await save.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeletePolicyAsync(Guid id, SavePolicy save, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> ListDeliveriesAsync([AsParameters] DeliveryListRequest request, ReadDeliveries read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> GetDeliveryAsync(Guid id, ReadDeliveries read, CancellationToken cancellationToken) =>
        (await read.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> ResendAsync(Guid id, ReadDeliveries read, CancellationToken cancellationToken) =>
        (await read.ResendAsync(id, cancellationToken)).ToHttp();
}
