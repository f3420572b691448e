namespace Platform.Host.Api.Docs;

/// <summary>The API's documentation UI at <c>/docs</c>: Swagger UI from the image itself, with no inline script.</summary>
internal static class DocsPage
{
    private const string Html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>API - MediaOps Platform</title>
          <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
          <link rel="stylesheet" href="/vendor/swagger-ui/swagger-ui.css" />
          <link rel="stylesheet" href="/docs/docs.css" />
        </head>
        <body>
          <header class="docs-bar"><a href="/">MediaOps Platform</a><a href="/openapi/v1.json">openapi/v1.json</a></header>
          <main id="swagger-ui"></main>
          <noscript>This page needs JavaScript; the document itself is at <a href="/openapi/v1.json">/openapi/v1.json</a>.</noscript>
          <script src="/vendor/swagger-ui/swagger-ui-bundle.js"></script>
          <script src="/docs/docs.js"></script>
        </body>
        </html>
        """;

    public static void MapDocsPage(this WebApplication app) =>
        app.MapMethods("/docs", [HttpMethods.Get, HttpMethods.Head], () => TypedResults.Content(Html, "text/html; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
}
