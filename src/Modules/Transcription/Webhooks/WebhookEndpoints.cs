using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Webhooks;

/// <summary>The API of webhooks.</summary>
internal static class WebhookEndpoints
{
    private const string Root = "/api/v1/transcription/webhooks";

    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddDataProtection();
        return services.AddSingleton<WebhookVault>().AddSingleton<WebhookSchedule>().AddSingleton<SendWebhooks>().AddSingleton<EditWebhooks>()
            .AddSingleton<ITranscriptionEnded, WriteDeliveries>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var hooks = api.MapGroup("/transcription/webhooks").WithTags("Transcription webhooks").RequireAuthorization(Policies.Administer);
        hooks.MapGet("", ListAsync).WithName("ListTranscriptionWebhooks").WithSummary("List webhooks");
        hooks.MapPost("", CreateAsync).WithMetadata(HoldsSecret.Mark).WithName("CreateTranscriptionWebhook").WithSummary("Add a webhook")
            .WithDescription("It is told when a transcription has completed or failed: a JSON document with `schemaVersion`, signed by HMAC-SHA256, sent until the receiver accepts it.")
            .Produces<WebhookView>(201).ProducesProblem(400);
        hooks.MapPut("/{id:guid}", UpdateAsync).WithMetadata(HoldsSecret.Mark).WithName("UpdateTranscriptionWebhook").WithSummary("Change a webhook")
            .Produces<WebhookView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        hooks.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteTranscriptionWebhook").WithSummary("Delete a webhook").Produces(204).ProducesProblem(404);
        hooks.MapGet("/{id:guid}/deliveries", DeliveriesAsync).WithName("ListTranscriptionWebhookDeliveries").WithSummary("List the messages to a webhook, newest first")
            .Produces<CursorPage<WebhookDeliveryView>>().ProducesProblem(404);
        hooks.MapPost("/{id:guid}/deliveries/{delivery:guid}:retry", RetryAsync).WithName("RetryTranscriptionWebhookDelivery").WithSummary("Send a message that was given up once more")
            .Produces(204).ProducesProblem(404);
    }

    private static async Task<Ok<CursorPage<WebhookView>>> ListAsync(EditWebhooks hooks, CancellationToken cancellationToken) =>
        TypedResults.Ok(new CursorPage<WebhookView>(await hooks.ListAsync(cancellationToken), null));

    private static async Task<IResult> CreateAsync(WebhookInput input, EditWebhooks hooks, CancellationToken cancellationToken) =>
        (await hooks.CreateAsync(input, cancellationToken)).ToCreated(w => $"{Root}/{w.Id}");

    private static async Task<IResult> UpdateAsync(Guid id, WebhookInput input, EditWebhooks hooks, CancellationToken cancellationToken) => (await hooks.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(Guid id, EditWebhooks hooks, CancellationToken cancellationToken) => (await hooks.DeleteAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> DeliveriesAsync(Guid id, [AsParameters] PageRequest page, EditWebhooks hooks, CancellationToken cancellationToken) =>
        (await hooks.DeliveriesAsync(id, page, cancellationToken)).ToHttp();

    private static async Task<IResult> RetryAsync(Guid id, Guid delivery, EditWebhooks hooks, CancellationToken cancellationToken) => (await hooks.RetryAsync(id, delivery, cancellationToken)).ToHttp();
}
