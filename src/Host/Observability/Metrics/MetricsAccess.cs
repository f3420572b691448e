using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Platform.Host.Api.Security;
using Platform.Host.Observability.Telemetry;
using Platform.Kernel.Security;

namespace Platform.Host.Observability.Metrics;

/// <summary>Who may read <c>/metrics</c>: the machine itself, the networks of <c>Telemetry:MetricsNetworks</c>, and who satisfies the policy view.</summary>
internal sealed class MetricsAccess : IAuthorizationRequirement
{
    public const string Policy = "metrics";
}

internal sealed class MetricsAccessHandler(IOptionsMonitor<TelemetryOptions> options, IServiceProvider services) : AuthorizationHandler<MetricsAccess>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MetricsAccess requirement)
    {
        if (context.Resource is HttpContext http && IsNear(http)) context.Succeed(requirement);
        else if (context.User.Identity?.IsAuthenticated == true
            && (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(context.User, Policies.View)).Succeeded) context.Succeed(requirement);
    }

    // A request that a proxy we were not told to trust passed on looks like one of the proxy's machine: it is not near.
    private bool IsNear(HttpContext http)
    {
        if (http.Request.Headers.ContainsKey("X-Forwarded-For") || http.Request.Headers.ContainsKey("Forwarded")) return false;
        if (http.Connection.RemoteIpAddress is not { } address) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return IPAddress.IsLoopback(address) || options.CurrentValue.MetricsNetworks.Any(n => EdgeSecurity.Network(n)?.Contains(address) == true);
    }
}
