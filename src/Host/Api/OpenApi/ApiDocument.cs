using Microsoft.OpenApi;

namespace Platform.Host.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: public, as it tells nothing that the source does not.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddOperationTransformer<OperationConventions>();
        options.AddOperationTransformer<ProblemResponses>();
        options.AddDocumentTransformer<DocumentConventions>();
    });

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
