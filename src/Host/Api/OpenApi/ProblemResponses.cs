using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Platform.Host.Api.Errors;
using Platform.Host.Api.Idempotency;

namespace Platform.Host.Api.OpenApi;

/// <summary>Documents the errors that any operation of its kind may answer, all of the one problem shape.</summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    public const string SchemaName = "Problem";

    private const string MediaType = "application/problem+json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        foreach (var status in Expected(operation, context)) operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse());
        foreach (var (status, response) in operation.Responses)
        {
            if (response is not OpenApiResponse error || !int.TryParse(status, CultureInfo.InvariantCulture, out var code) || code < 400) continue;
            error.Description = string.IsNullOrEmpty(error.Description) ? ProblemCodes.DetailOfStatus(code) ?? Describe(code) : error.Description;
            error.Content = new Dictionary<string, OpenApiMediaType>
            {
                [MediaType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(SchemaName, context.Document), Example = Example(code) },
            };
        }

        return Task.CompletedTask;
    }

    public static OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457 problem details.",
        Required = new HashSet<string> { "title", "status", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A reference for the HTTP status."),
            ["title"] = Text("The HTTP status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = Text("One sentence for a person, with what to do about it where that is known."),
            ["code"] = Text("Stable and meant for programs: `list.cursor_invalid`."),
            ["traceId"] = Text("Under this id the server's log tells more."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Messages by field, when fields are at fault.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };

    private static IEnumerable<int> Expected(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 }) yield return StatusCodes.Status400BadRequest;
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
        {
            yield return StatusCodes.Status401Unauthorized;
            yield return StatusCodes.Status403Forbidden;
        }

        if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true) yield return StatusCodes.Status404NotFound;
        if (IdempotencyMiddleware.Covers(context.Description.HttpMethod))
        {
            yield return StatusCodes.Status409Conflict;
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        yield return StatusCodes.Status429TooManyRequests;
    }

    private static string Describe(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request is wrong; `errors` names the fields.",
        StatusCodes.Status409Conflict => "It exists already, is in a state that does not allow this, or the same request is still at work.",
        StatusCodes.Status422UnprocessableEntity => "The Idempotency-Key was used for another request.",
        StatusCodes.Status429TooManyRequests => "Too many requests; `Retry-After` says when to come back.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    private static JsonObject Example(int status) => new()
    {
        ["title"] = ReasonPhrases.GetReasonPhrase(status),
        ["status"] = status,
        ["detail"] = ProblemCodes.DetailOfStatus(status) ?? Describe(status),
        ["code"] = ProblemCodes.OfStatus(status),
        ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
