using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.History.Sla;

internal static class SlaEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("History").RequireAuthorization(Policies.View);
        reports.MapGet("/sla", ReadAsync).WithName("GetSlaReport").WithSummary("Report uptime over a period")
            .WithDescription("Uptime, outages, mean time to recovery and between failures of streams over a month or other days of a time zone, against a promised uptime. Maintenance is left out.")
            .Produces<SlaReport>().ProducesProblem(400);
        reports.MapGet("/sla.csv", ReadCsvAsync).WithName("ExportSlaReport").WithSummary("Report uptime over a period as CSV")
            .Produces(200, contentType: "text/csv").ProducesProblem(400);
    }

    private static async Task<IResult> ReadAsync([AsParameters] SlaRequest request, ReadSla read, CancellationToken cancellationToken) =>
        (await read.RunAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> ReadCsvAsync([AsParameters] SlaRequest request, ReadSla read, CancellationToken cancellationToken) =>
        (await read.RunAsync(request, cancellationToken)).Match<IResult>(report => SlaCsv.Write(report).ToFile("uptime.csv"), Problems.From);
}
