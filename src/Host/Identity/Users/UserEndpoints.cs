using System.Security.Claims;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").RequireAuthorization(Policies.Administer).WithTags("Users");

        users.MapGet("/", async ([AsParameters] PageRequest page, UserQueries queries, CancellationToken ct, string? search = null) =>
                (await queries.ListAsync(search, page, ct)).ToHttp())
            .WithName("ListUsers").WithSummary("List users by name").Produces<CursorPage<UserView>>().ProducesProblem(400);

        users.MapGet("/{id:guid}", async (Guid id, UserQueries queries, CancellationToken ct) => (await queries.GetAsync(id, ct)).ToHttp())
            .WithName("GetUser").WithSummary("Get a user").Produces<UserView>().ProducesProblem(404);

        users.MapPost("/", async (NewUser user, ClaimsPrincipal caller, UserAdministration administration, CancellationToken ct) =>
                (await administration.CreateAsync(Actor.Require(caller), user, ct)).ToCreated(u => $"/api/v1/users/{u.Id}"))
            .WithName("CreateUser").WithSummary("Create a user").WithMetadata(HoldsSecret.Mark).Produces<UserView>(201).ProducesProblem(400).ProducesProblem(409);

        users.MapPatch("/{id:guid}", async (Guid id, UserChange change, ClaimsPrincipal caller, UserAdministration administration, CancellationToken ct) =>
                (await administration.ChangeAsync(Actor.Require(caller), id, change, ct)).ToHttp())
            .WithName("ChangeUser").WithSummary("Change a user's role, disable or enable it").WithDescription("Ends the user's sessions. The last enabled administrator and yourself are refused.")
            .Produces<UserView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        users.MapPost("/{id:guid}:set-password", async (Guid id, NewPassword password, ClaimsPrincipal caller, UserAdministration administration, CancellationToken ct) =>
                (await administration.SetPasswordAsync(Actor.Require(caller), id, password.Password, ct)).ToHttp())
            .WithName("SetUserPassword").WithSummary("Give a user a new password").WithMetadata(HoldsSecret.Mark).WithDescription("Ends the user's sessions.")
            .Produces<UserView>().ProducesProblem(400).ProducesProblem(404);

        users.MapDelete("/{id:guid}", async (Guid id, ClaimsPrincipal caller, UserAdministration administration, CancellationToken ct) =>
                (await administration.DeleteAsync(Actor.Require(caller), id, ct)).ToHttp())
            .WithName("DeleteUser").WithSummary("Delete a user").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }
}
