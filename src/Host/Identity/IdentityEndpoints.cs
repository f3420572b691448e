using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Host.Identity.ApiKeys;
using Platform.Host.Identity.Users;
using Platform.Kernel.Security;

namespace Platform.Host.Identity;

/// <summary>Routes of users and keys.</summary>
internal static class IdentityEndpoints
{
    /// <summary>Routes below <c>/api/v1</c>.</summary>
    public static void MapIdentityApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", Me).RequireAuthorization(Policies.View).WithTags("Users").WithName("GetMe").WithSummary("Who the caller is, and in which role");
        api.MapUsers();
        api.MapApiKeys();
    }

    private static Ok<MeView> Me(ClaimsPrincipal principal)
    {
        var actor = Actor.Require(principal);
        return TypedResults.Ok(new MeView(actor.Kind, actor.Id, actor.Name, principal.FindFirstValue(ClaimTypes.Role)!));
    }
}

/// <summary>The caller.</summary>
/// <param name="Kind"><c>user</c> or <c>key</c>.</param>
/// <param name="Id">The user's or the key's.</param>
/// <param name="Name">The user's or the key's.</param>
/// <param name="Role">viewer, operator or admin.</param>
internal sealed record MeView(string Kind, Guid Id, string Name, string Role);
