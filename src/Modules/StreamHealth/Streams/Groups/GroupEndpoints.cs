using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Groups;

/// <summary>The API of groups.</summary>
internal static class GroupEndpoints
{
    public static void Map(RouteGroupBuilder streams)
    {
        var view = streams.MapGroup("/groups").RequireAuthorization(Policies.View);
        view.MapGet("", ListAsync).WithName("ListStreamGroups").WithSummary("List the groups")
            .WithDescription("All groups in their order, with what their streams inherit and how many are in which state.");
        view.MapGet("/{id:guid}", GetAsync).WithName("GetStreamGroup").WithSummary("Read a group").Produces<GroupView>().ProducesProblem(404);

        var operate = streams.MapGroup("/groups").RequireAuthorization(Policies.Operate);
        operate.MapPost("", CreateAsync).WithName("CreateStreamGroup").WithSummary("Add a group")
            .WithDescription("What is left out is inherited from the settings. A name that is taken is answered with 409 `group.exists`.")
            .Produces<GroupView>(201).ProducesProblem(400).ProducesProblem(409);
        operate.MapPut("/{id:guid}", UpdateAsync).WithName("UpdateStreamGroup").WithSummary("Replace a group's definition")
            .WithDescription("Its streams follow at once where they inherit. With `version`, a group that somebody changed meanwhile is answered with 409 `group.changed`.")
            .Produces<GroupView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteStreamGroup").WithSummary("Delete a group")
            .WithDescription("Its streams stay, without a group.")
            .Produces(204).ProducesProblem(404);
    }

    private static async Task<Ok<IReadOnlyList<GroupView>>> ListAsync(ReadGroups read, CancellationToken cancellationToken) =>
        TypedResults.Ok(await read.ListAsync(cancellationToken));

    private static async Task<IResult> GetAsync(Guid id, ReadGroups read, CancellationToken cancellationToken) =>
        (await read.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> CreateAsync(GroupInput input, SaveGroup save, CancellationToken cancellationToken) =>
        (await save.CreateAsync(input, cancellationToken)).ToCreated(group => $"/api/v1/streams/groups/{group.Id}");

    private static async Task<IResult> UpdateAsync(Guid id, GroupInput input, SaveGroup save, CancellationToken cancellationToken) =>
        (await save.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(Guid id, DeleteGroup delete, CancellationToken cancellationToken) =>
        (await delete.RunAsync(id, cancellationToken)).ToHttp();
}
