using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Incidents;

/// <summary>The API of incidents.</summary>
internal static class IncidentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Incidents");
        var view = incidents.MapGroup("").RequireAuthorization(Policies.View);
        view.MapGet("", ListAsync).WithName("ListIncidents").WithSummary("List incidents")
            .WithDescription("Newest first: search, filter by state, severity, stream, group, tag and time, page by cursor.")
            .Produces<CursorPage<IncidentView>>().ProducesProblem(400);
        view.MapGet("/counts", CountAsync).WithName("CountIncidents").WithSummary("Count incidents by state");
        view.MapGet("/{id:guid}", GetAsync).WithName("GetIncident").WithSummary("Read an incident with its timeline")
            .Produces<IncidentDetail>().ProducesProblem(404);

        var operate = incidents.MapGroup("").RequireAuthorization(Policies.Operate);
        operate.MapPost("/{id:guid}:acknowledge", AcknowledgeAsync).WithName("AcknowledgeIncident").WithSummary("Say that you look after an incident")
            .WithDescription("Reminders and escalations stop; the checks go on. An incident that is over is answered with 409 `incident.resolved`.")
            .Produces<IncidentDetail>().ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/incidents:acknowledge", AcknowledgeManyAsync).WithTags("Incidents").RequireAuthorization(Policies.Operate)
            .WithName("AcknowledgeIncidents").WithSummary("Acknowledge many incidents")
            .WithDescription("Those that are open; the answer says how many were.")
            .Produces<AcknowledgedIncidents>().ProducesProblem(400);
        operate.MapPost("/{id:guid}/comments", CommentAsync).WithName("CommentIncident").WithSummary("Add a comment to an incident")
            .WithDescription("Markdown; raw HTML in it is shown as text.").Produces<IncidentDetail>().ProducesProblem(400).ProducesProblem(404);
        operate.MapPost("/{id:guid}:resolve", ResolveAsync).WithName("ResolveIncident").WithSummary("End an incident by hand")
            .WithDescription("While the stream still fails this is answered with 409 `incident.still_failing`, unless `accept` says that it may stay as it is: then nothing is opened until its state changes.")
            .Produces<IncidentDetail>().ProducesProblem(404).ProducesProblem(409);
        operate.MapPut("/{id:guid}/post-mortem", PostMortemAsync).WithName("WritePostMortem").WithSummary("Write down what was learnt")
            .WithDescription("Markdown; an empty text takes it away.").Produces<IncidentDetail>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync([AsParameters] IncidentListRequest request, ReadIncidents read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, cancellationToken)).ToHttp();

    private static async Task<Ok<IncidentCounts>> CountAsync(ReadIncidents read, CancellationToken cancellationToken) => TypedResults.Ok(await read.CountAsync(cancellationToken));

    private static async Task<IResult> GetAsync(Guid id, ReadIncidents read, CancellationToken cancellationToken) => (await read.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> AcknowledgeAsync(Guid id, ClaimsPrincipal caller, HandleIncidents handle, CancellationToken cancellationToken) =>
        (await handle.AcknowledgeAsync(id, Author.Of(caller), cancellationToken)).ToHttp();

    private static async Task<IResult> AcknowledgeManyAsync(IncidentIds input, ClaimsPrincipal caller, HandleIncidents handle, CancellationToken cancellationToken) =>
        (await handle.AcknowledgeAsync(input.Ids, Author.Of(caller), cancellationToken)).Map(count => new AcknowledgedIncidents(count)).ToHttp();

    private static async Task<IResult> CommentAsync(Guid id, IncidentText input, ClaimsPrincipal caller, HandleIncidents handle, CancellationToken cancellationToken) =>
        (await handle.CommentAsync(id, input.Text, Author.Of(caller), cancellationToken)).ToHttp();

    private static async Task<IResult> ResolveAsync(Guid id, ResolveInput? input, ClaimsPrincipal caller, HandleIncidents handle, CancellationToken cancellationToken) =>
        (await handle.ResolveAsync(id, input?.Accept ?? false, input?.Comment, Author.Of(caller), cancellationToken)).ToHttp();

    private static async Task<IResult> PostMortemAsync(Guid id, IncidentText input, ClaimsPrincipal caller, HandleIncidents handle, CancellationToken cancellationToken) =>
        (await handle.WritePostMortemAsync(id, input.Text, Author.Of(caller), cancellationToken)).ToHttp();
}
