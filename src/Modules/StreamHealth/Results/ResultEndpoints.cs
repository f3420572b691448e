using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Results;

/// <summary>The API of check results.</summary>
internal static class ResultEndpoints
{
    public static void Map(RouteGroupBuilder streams)
    {
        var results = streams.MapGroup("/{id:guid}").RequireAuthorization(Policies.View);
        results.MapGet("/results", ListAsync).WithName("ListStreamResults").WithSummary("List a stream's results")
            .WithDescription("Newest first; page by cursor.")
            .Produces<CursorPage<ResultView>>().ProducesProblem(400).ProducesProblem(404);
        results.MapGet("/results/latest", LatestAsync).WithName("GetLatestStreamResult").WithSummary("Read a stream's latest result")
            .Produces<ResultView>().ProducesProblem(404);
        results.MapGet("/results/{resultId:guid}", GetAsync).WithName("GetStreamResult").WithSummary("Read a result")
            .Produces<ResultView>().ProducesProblem(404);
        results.MapGet("/results/{resultId:guid}/report", ReportAsync).WithName("GetStreamReport").WithSummary("Read the whole report of a result")
            .WithDescription("In the shape `platform check --output json` prints.")
            .Produces<object>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(Guid id, [AsParameters] ResultListRequest request, ReadResults read, CancellationToken cancellationToken) =>
        (await read.ListAsync(id, request, cancellationToken)).ToHttp();

    private static async Task<IResult> LatestAsync(Guid id, ReadResults read, CancellationToken cancellationToken) =>
        (await read.LatestAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> GetAsync(Guid id, Guid resultId, ReadResults read, CancellationToken cancellationToken) =>
        (await read.GetAsync(id, resultId, cancellationToken)).ToHttp();

    private static async Task<IResult> ReportAsync(Guid id, Guid resultId, ReadResults read, CancellationToken cancellationToken) =>
        (await read.ReportAsync(id, resultId, cancellationToken))
            .Match<IResult>(json => TypedResults.Text(json, "application/json", Encoding.UTF8), Problems.From);
}
