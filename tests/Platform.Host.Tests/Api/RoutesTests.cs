using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Api;

/// <summary>Every route with the policy it demands, in a file that is reviewed like code.</summary>
public sealed class RoutesTests : IDisposable
{
    private readonly HostApp _app = HostApp.WithModules();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Every_route_states_its_policy_as_routes_txt_has_it()
    {
        using var client = _app.CreateClient();
        var all = _app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToLookup(IsFile);
        Assert.All(all[true], file => Assert.Equal("anonymous", PolicyOf(file)));
        var routes = all[false].Select(Describe).Distinct().Order(StringComparer.Ordinal).ToArray();
        var open = routes.Where(r => r.EndsWith(" -", StringComparison.Ordinal)).ToArray();
        Assert.True(open.Length == 0, "Routes without a policy (RequireAuthorization(Policies.…) or AllowAnonymous):\n" + string.Join('\n', open));

        var file = FileBeside("../routes.txt");
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_DOCS") == "1") File.WriteAllLines(file, routes);
        var known = File.Exists(file) ? File.ReadAllLines(file) : [];
        var added = routes.Except(known).Select(r => "+ " + r);
        var gone = known.Except(routes).Select(r => "- " + r);
        Assert.True(
            known.SequenceEqual(routes),
            "Routes changed. Look whether each policy is meant, then: PLATFORM_UPDATE_DOCS=1 dotnet test tests/Platform.Host.Tests --filter RoutesTests\n" + string.Join('\n', added.Concat(gone)));
    }

    // Files of wwwroot: too many to list, and all alike.
    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static string Describe(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"];
        var page = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? "" : " (page)";
        return $"{string.Join(',', methods.Order(StringComparer.Ordinal))} /{endpoint.RoutePattern.RawText?.TrimStart('/')}{page} {PolicyOf(endpoint)}";
    }

    private static string PolicyOf(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return "anonymous";
        var demands = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        if (demands.Count == 0) return "-";
        var policies = demands.Select(d => d.Policy ?? d.Roles).OfType<string>().Distinct().ToArray();
        return policies.Length == 0 ? (endpoint.RoutePattern.RawText?.Contains("api/v1", StringComparison.Ordinal) == true ? "-" : "signed-in") : string.Join('+', policies);
    }

    private static string FileBeside(string name, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, name));
}
