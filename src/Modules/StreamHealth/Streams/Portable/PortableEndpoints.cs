using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>The API of files that carry streams.</summary>
internal static class PortableEndpoints
{
    public static void Map(RouteGroupBuilder streams)
    {
        streams.MapGet("/export", ExportAsync).RequireAuthorization(Policies.View).WithName("ExportStreams").WithSummary("Download the definitions of streams")
            .WithDescription("As CSV, M3U, JSON or OPML, all that the filters of the list find. JSON also carries the groups. An import reads each of them back.")
            .Produces(200, contentType: "text/csv").ProducesProblem(400);
        streams.MapPost("/import", ImportAsync).RequireAuthorization(Policies.Operate).WithName("ImportStreams").WithSummary("Import streams from a file")
            .WithDescription("The body is the file itself: CSV, M3U, JSON or OPML, at most 10 MB and 10,000 streams. With `dryRun=true` it only says what would become of each line. Lines that are wrong are refused one by one; the rest is stored in one transaction.")
            .Accepts<string>("text/csv", "audio/x-mpegurl", "application/json", "text/x-opml", "text/plain")
            .Produces<ImportReport>().ProducesProblem(400).ProducesProblem(409);
    }

    private static async Task<IResult> ExportAsync(
        [FromQuery(Name = "format"), Description("`csv`, `m3u`, `json` or `opml`; csv when not said.")] string? format,
        [AsParameters] StreamListRequest request, ExportStreams export, CancellationToken cancellationToken)
    {
        var file = await export.RunAsync(format, request, cancellationToken);
        return file.Match<IResult>(f => TypedResults.File(f.Content, f.ContentType, f.Name), Problems.From);
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest body, ImportStreams import,
        [FromQuery(Name = "format"), Description("`csv`, `m3u`, `json` or `opml`; told by the content when not said.")] string? format,
        [FromQuery(Name = "dryRun"), Description("True stores nothing and says what would be done.")] bool? dryRun,
        [FromQuery(Name = "existing"), Description("What becomes of streams that are there already: `skip` (when not said) or `update`.")] string? existing,
        CancellationToken cancellationToken)
    {
        var treat = ImportExisting.Skip;
        if (!string.IsNullOrEmpty(existing) && (!Enum.TryParse(existing, ignoreCase: true, out treat) || !Enum.IsDefined(treat) || char.IsDigit(existing[0])))
            return Problems.From(Kernel.Results.Error.InvalidField("existing", "import.existing_unknown", "existing is skip or update."));
        return (await import.RunAsync(new ImportOrder(format, dryRun ?? false, treat), body.Body, cancellationToken)).ToHttp();
    }
}
