using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Evidence;

/// <summary>The API of evidence.</summary>
internal static class EvidenceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var evidence = api.MapGroup("/evidence").WithTags("Evidence").RequireAuthorization(Policies.View);
        evidence.MapGet("", ListAsync).WithName("ListEvidence").WithSummary("List evidence of failed checks")
            .WithDescription("Recordings, pictures, headers and decoder messages, newest first. Of failures in a row the first and the newest are kept.")
            .Produces<CursorPage<EvidenceView>>().ProducesProblem(400);
        evidence.MapGet("/{id:guid}", GetAsync).WithName("GetEvidence").WithSummary("Read one piece of evidence")
            .WithDescription("The content itself: audio that browsers play, a PNG, or text. Parts of it by Range.")
            .Produces(200, contentType: "audio/mpeg").Produces(206).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync([AsParameters] EvidenceListRequest request, ReadEvidence read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> GetAsync(
        Guid id, ReadEvidence read, HttpResponse response, CancellationToken cancellationToken,
        [FromQuery(Name = "download"), Description("true: as a file to save.")] bool download = false)
    {
        var opened = await read.OpenAsync(id, cancellationToken);
        if (!opened.Ok) return Problems.From(opened.Error);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, max-age=86400, immutable";
        var file = opened.Value.File;
        return TypedResults.File(opened.Value.Content, file.ContentType, download ? file.FileName : null, file.CreatedAt, enableRangeProcessing: true);
    }
}
