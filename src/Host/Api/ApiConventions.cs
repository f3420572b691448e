using Microsoft.AspNetCore.Authorization;

namespace Platform.Host.Api;

internal static class ApiConventions
{
    /// <summary>What holds for every endpoint of the group: nobody gets in without signing in, whatever the endpoint forgot.</summary>
    public static RouteGroupBuilder WithApiConventions(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (!endpoint.Metadata.Any(m => m is IAuthorizeData or IAllowAnonymous)) endpoint.Metadata.Add(new AuthorizeAttribute());
        });
        return group;
    }
}
