using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Platform.Host.Identity.Authentication;

/// <summary>Ends what a live console page may do soon after its session was ended; the page then leads to sign-in.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        sessions.IsGoodAsync(authenticationState.User, cancellationToken);
}
