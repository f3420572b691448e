using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>What everybody may read: a status page as a document, as JSON, as a feed, and badges of its streams.</summary>
internal static class PublicEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        var page = site.MapGroup("/status/{slug}").WithTags("Public status").AllowAnonymous();
        page.MapMethods("", ["GET", "HEAD"], (string slug, PublishedPages pages, CancellationToken cancellationToken) => AnswerAsync(slug, pages, p => p.Html, cancellationToken))
            .ExcludeFromDescription();
        page.MapGet("/status.json", (string slug, PublishedPages pages, CancellationToken cancellationToken) => AnswerAsync(slug, pages, p => p.Json, cancellationToken))
            .WithName("ReadPublicStatus").WithSummary("Read a status page without signing in").Produces<object>().Produces(404);
        page.MapGet("/feed.rss", FeedAsync).WithName("ReadPublicFeed").WithSummary("Read a status page's incidents as RSS").Produces(200, contentType: "application/rss+xml").Produces(404);
        page.MapGet("/badges/{stream}.svg", BadgeAsync).WithName("ReadPublicBadge").WithSummary("Read a badge of a stream on a status page")
            .WithDescription("`kind`: `uptime` (of `window` 24h, 7d, 30d or 90d), `state`, or `latency` where the page shows it. `label` replaces the text at the left.")
            .Produces(200, contentType: "image/svg+xml").Produces(404);
    }

    private static async Task<IResult> AnswerAsync(string slug, PublishedPages pages, Func<PublishedPage, PublicBody> form, CancellationToken cancellationToken) =>
        await pages.FindAsync(slug, cancellationToken) is { } page ? form(page) : NotThere();

    private static async Task<IResult> FeedAsync(string slug, HttpRequest request, PublishedPages pages, CancellationToken cancellationToken)
    {
        if (await pages.FindAsync(slug, cancellationToken) is not { } page) return NotThere();
        var address = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, $"/status/{slug}");
        return PublicBody.Of(Feed.Write(page.Snapshot, address), "application/rss+xml; charset=utf-8");
    }

    private static async Task<IResult> BadgeAsync(
        string slug, string stream, PublishedPages pages, CancellationToken cancellationToken,
        [FromQuery] string kind = "uptime", [FromQuery] string window = "30d", [FromQuery] string? label = null)
    {
        var page = await pages.FindAsync(slug, cancellationToken);
        var shown = page?.Snapshot.Streams.FirstOrDefault(s => s.Key == stream);
        return shown is not null && Badge.Of(shown, kind, window, label) is { } badge ? badge : NotThere();
    }

    // The same few bytes for every address that is not there.
    private static ContentHttpResult NotThere() => TypedResults.Text("There is no such status page.", statusCode: StatusCodes.Status404NotFound);
}
