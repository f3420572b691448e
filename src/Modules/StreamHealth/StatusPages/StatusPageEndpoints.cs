using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.StatusPages;

/// <summary>The API of status pages' definitions. What visitors see is in <see cref="Public.PublicEndpoints"/>.</summary>
internal static class StatusPageEndpoints
{
    private const string Root = "/api/v1/status-pages";

    public static void Map(IEndpointRouteBuilder api)
    {
        var pages = api.MapGroup("/status-pages").WithTags("Status pages");
        var view = pages.MapGroup("").RequireAuthorization(Policies.View);
        view.MapGet("", ListAsync).WithName("ListStatusPages").WithSummary("List status pages")
            .WithDescription("In the order of their addresses; page by cursor.").Produces<CursorPage<StatusPageView>>().ProducesProblem(400);
        view.MapGet("/{id:guid}", GetAsync).WithName("GetStatusPage").WithSummary("Read a status page's definition")
            .Produces<StatusPageView>().ProducesProblem(404);

        var change = pages.MapGroup("").RequireAuthorization(Policies.Administer);
        change.MapPost("", CreateAsync).WithName("CreateStatusPage").WithSummary("Add a public status page")
            .WithDescription("What is on it is told to everybody who knows its address.")
            .Produces<StatusPageView>(201).ProducesProblem(400).ProducesProblem(409);
        change.MapPut("/{id:guid}", UpdateAsync).WithName("UpdateStatusPage").WithSummary("Replace a status page's definition")
            .WithDescription("With `version` in the body, a page that somebody changed meanwhile is answered with 409 `status_page.changed`.")
            .Produces<StatusPageView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        change.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteStatusPage").WithSummary("Delete a status page")
            .Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(
        ListStatusPages list, [AsParameters] PageRequest page, CancellationToken cancellationToken, [FromQuery, Description("Part of the title or the address.")] string? search = null) =>
        (await list.RunAsync(search, page, cancellationToken)).ToHttp();

    private static async Task<IResult> GetAsync(Guid id, ListStatusPages list, CancellationToken cancellationToken) =>
        (await list.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> CreateAsync(StatusPageInput input, SaveStatusPage save, CancellationToken cancellationToken) =>
        (await save.CreateAsync(input, cancellationToken)).ToCreated(page => $"{Root}/{page.Id}");

    private static async Task<IResult> UpdateAsync(Guid id, StatusPageInput input, SaveStatusPage save, CancellationToken cancellationToken) =>
        (await save.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(Guid id, SaveStatusPage save, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(id, cancellationToken)).ToHttp();
}
