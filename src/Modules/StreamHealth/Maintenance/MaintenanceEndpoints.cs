using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;

namespace Platform.StreamHealth.Maintenance;

/// <summary>The API of maintenance windows.</summary>
internal static class MaintenanceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var windows = api.MapGroup("/maintenance").WithTags("Maintenance");
        var view = windows.MapGroup("").RequireAuthorization(Policies.View);
        view.MapGet("", ListAsync).WithName("ListMaintenance").WithSummary("List maintenance windows")
            .WithDescription("Those that are open first, then by when they open next, those that are over last; each with its next five times.")
            .Produces<CursorPage<MaintenanceView>>().ProducesProblem(400);
        view.MapGet("/{id:guid}", GetAsync).WithName("GetMaintenance").WithSummary("Read a maintenance window")
            .Produces<MaintenanceView>().ProducesProblem(404);

        var operate = windows.MapGroup("").RequireAuthorization(Policies.Operate);
        operate.MapPost("", CreateAsync).WithName("CreateMaintenance").WithSummary("Plan a maintenance window")
            .WithDescription("Single with `startsAt` and `endsAt`, or recurring with `schedule` (cron or RRULE, with its time zone) and `durationMinutes`. While it is open its streams are checked, but nobody is told.")
            .Produces<MaintenanceView>(201).ProducesProblem(400);
        operate.MapPost("/preview", PreviewAsync).WithName("PreviewMaintenance").WithSummary("The next five times of a window that is not kept")
            .Produces<IReadOnlyList<MaintenanceOccurrence>>().ProducesProblem(400);
        operate.MapPut("/{id:guid}", UpdateAsync).WithName("UpdateMaintenance").WithSummary("Replace a maintenance window")
            .WithDescription("With `version`, a window that somebody changed meanwhile is answered with 409 `maintenance.changed`.")
            .Produces<MaintenanceView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteMaintenance").WithSummary("Remove a maintenance window").Produces(204).ProducesProblem(404);
        operate.MapPost("/{id:guid}:start", StartAsync).WithName("StartMaintenance").WithSummary("Open a window now")
            .WithDescription("A single window begins now and ends as planned; a recurring one is open once more for as long as it lasts.")
            .Produces<MaintenanceView>().ProducesProblem(404).ProducesProblem(409);
        operate.MapPost("/{id:guid}:end", EndAsync).WithName("EndMaintenance").WithSummary("Close a window that is open")
            .WithDescription("Its streams are checked at once. A recurring window opens again when its schedule says so.")
            .Produces<MaintenanceView>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync([AsParameters] MaintenanceListRequest request, ReadMaintenance read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> GetAsync(Guid id, ReadMaintenance read, CancellationToken cancellationToken) => (await read.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> CreateAsync(MaintenanceInput input, ClaimsPrincipal caller, PlanMaintenance plan, CancellationToken cancellationToken) =>
        (await plan.CreateAsync(input, Author.Of(caller), cancellationToken)).ToCreated(w => $"/api/v1/maintenance/{w.Id}");

    private static IResult PreviewAsync(MaintenanceInput input, ReadMaintenance read) => read.Preview(input).ToHttp();

    private static async Task<IResult> UpdateAsync(Guid id, MaintenanceInput input, PlanMaintenance plan, CancellationToken cancellationToken) =>
        (await plan.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(Guid id, PlanMaintenance plan, CancellationToken cancellationToken) => (await plan.DeleteAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> StartAsync(Guid id, PlanMaintenance plan, CancellationToken cancellationToken) => (await plan.StartAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> EndAsync(Guid id, PlanMaintenance plan, CancellationToken cancellationToken) => (await plan.EndAsync(id, cancellationToken)).ToHttp();
}
