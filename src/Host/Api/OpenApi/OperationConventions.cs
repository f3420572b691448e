using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Platform.Host.Api.Idempotency;
using Platform.Kernel.Api;

namespace Platform.Host.Api.OpenApi;

/// <summary>What every operation says without its endpoint having to: its group, its id, who may call it, how to repeat it safely.</summary>
internal sealed class OperationConventions : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var description = context.Description;
        var path = description.RelativePath ?? "";
        operation.OperationId = JsonNamingPolicy.CamelCase.ConvertName(operation.OperationId ?? OperationId.Of(description.HttpMethod ?? "GET", path));
        Group(operation, context.Document, path);
        Secure(operation, context.Document, description.ActionDescriptor.EndpointMetadata);
        if (IdempotencyMiddleware.Covers(description.HttpMethod) && !description.ActionDescriptor.EndpointMetadata.OfType<HoldsSecret>().Any()) Repeatable(operation);
        return Task.CompletedTask;
    }

    private static void Group(OpenApiOperation operation, OpenApiDocument? document, string path)
    {
        if (operation.Tags is { Count: > 0 } tags && tags.Any(t => t.Name is { } name && name != "platform")) return;
        var name = OperationId.Group(path);
        (document!.Tags ??= new HashSet<OpenApiTag>()).Add(new OpenApiTag { Name = name });
        operation.Tags = new HashSet<OpenApiTagReference> { new(name, document) };
    }

    private static void Secure(OpenApiOperation operation, OpenApiDocument? document, IList<object> metadata)
    {
        if (metadata.OfType<IAllowAnonymous>().Any()) return;
        operation.Security =
        [
            .. new[] { DocumentConventions.Bearer, DocumentConventions.Header, DocumentConventions.Cookie }
                .Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }),
        ];
        var policies = metadata.OfType<IAuthorizeData>().Select(a => a.Policy).Where(p => p is not null).Distinct().ToArray();
        if (policies.Length == 0) return;
        operation.Description = $"{operation.Description}\n\nPolicy: `{policies[^1]}`.".Trim();
    }

    private static void Repeatable(OpenApiOperation operation) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = IdempotencyMiddleware.KeyHeader,
        In = ParameterLocation.Header,
        Description = "A word of your own, such as a UUID. The same request sent again with it within 24 hours gets the first answer and does nothing.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 },
    });
}
