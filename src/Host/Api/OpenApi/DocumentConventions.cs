using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Platform.Host.CommandLine;

namespace Platform.Host.Api.OpenApi;

/// <summary>What the document says about the API as a whole: what it is, how to sign in, its groups.</summary>
internal sealed class DocumentConventions : IOpenApiDocumentTransformer
{
    public const string Bearer = "bearer";
    public const string Header = "apiKey";
    public const string Cookie = "session";

    private const string About =
        """
        Everything the console does goes through the same use cases as this API.

        * **Sign-in**: send an API key as `Authorization: Bearer <key>` or `X-Api-Key: <key>`. The console's cookie works too.
        * **Errors** are RFC 9457 problem details with a stable `code` and the `traceId` of the server's log.
        * **Lists** answer `items` and `nextCursor`; pass the latter as `?cursor=` for the next page.
        * **Creations** may carry an `Idempotency-Key`: the same request sent again gets the same answer and does nothing.
        * **Times** are UTC, ISO 8601.
        * **Limits**: 429 says in `Retry-After` when to come back.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "MediaOps Platform API", Version = VersionCommand.Current, Description = About };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, made in the console under API keys." },
            [Header] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "The same API key, for clients that cannot send a bearer token." },
            [Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "platform-session", Description = "The console's sign-in cookie." },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemResponses.SchemaName] = ProblemResponses.Schema();
        document.Tags = document.Tags?.OrderBy(t => t.Name, StringComparer.Ordinal).ToHashSet();
        return Task.CompletedTask;
    }
}
