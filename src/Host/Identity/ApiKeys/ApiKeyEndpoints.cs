using System.Security.Claims;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").RequireAuthorization(Policies.Administer).WithTags("API keys");

        keys.MapGet("/", async ([AsParameters] PageRequest page, ApiKeyAdministration administration, CancellationToken ct) =>
                (await administration.ListAsync(page, ct)).ToHttp())
            .WithName("ListApiKeys").WithSummary("List API keys, newest first").Produces<CursorPage<ApiKeyView>>().ProducesProblem(400);

        keys.MapGet("/{id:guid}", async (Guid id, ApiKeyAdministration administration, CancellationToken ct) => (await administration.GetAsync(id, ct)).ToHttp())
            .WithName("GetApiKey").WithSummary("Get an API key's details").Produces<ApiKeyView>().ProducesProblem(404);

        keys.MapPost("/", async (NewApiKey key, HttpContext context, ClaimsPrincipal caller, ApiKeyAdministration administration, CancellationToken ct) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                return (await administration.CreateAsync(Actor.Require(caller), key, ct)).ToCreated(k => $"/api/v1/api-keys/{k.Details.Id}");
            })
            .WithName("CreateApiKey").WithSummary("Make an API key").WithDescription("The answer is the only place where the key is ever shown. It is kept nowhere, so an Idempotency-Key has no effect.")
            .WithMetadata(HoldsSecret.Mark)
            .Produces<MadeApiKey>(201).ProducesProblem(400);

        keys.MapPost("/{id:guid}:revoke", async (Guid id, ClaimsPrincipal caller, ApiKeyAdministration administration, CancellationToken ct) =>
                (await administration.RevokeAsync(Actor.Require(caller), id, ct)).ToHttp())
            .WithName("RevokeApiKey").WithSummary("Revoke an API key").Produces<ApiKeyView>().ProducesProblem(404);
    }
}
