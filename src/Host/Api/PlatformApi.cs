using Microsoft.AspNetCore.Http.Json;
using Platform.Host.Api.Docs;
using Platform.Host.Api.Errors;
using Platform.Host.Api.Events;
using Platform.Host.Api.Idempotency;
using Platform.Host.Api.Limits;
using Platform.Host.Api.OpenApi;
using Platform.Host.Api.Security;
using Platform.Host.Console;
using Platform.Host.Observability;
using Platform.Host.Observability.Health;
using Platform.Host.Settings;
using Platform.Kernel.Api;
using Platform.Kernel.Settings;

namespace Platform.Host.Api;

/// <summary>The conventions that every endpoint follows, and the endpoints that belong to no module.</summary>
internal static class PlatformApi
{
    public static IServiceCollection AddPlatformApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ApiOptions>();
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        services.AddApiProblems();
        services.AddApiDocument();
        services.AddApiLimits();
        services.AddEdgeSecurity();
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddEventStreams();
        services.AddSingleton<IdempotencyStore>();
        services.AddPlatformObservability(configuration);
        services.AddPlatformSettings();
        return services;
    }

    /// <summary>
    /// The middleware from the edge to authorization, in order. Static files and endpoints come after it; the
    /// anti-forgery middleware of the console too.
    /// </summary>
    public static WebApplication UsePlatformApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseRequestIds();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UseMissingPage();
        app.UseResponseCompression();
        app.UseBodyLimit();
        app.UseRouting();
        app.UseAuthentication();
        app.UseCrossSiteGuard();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<IdempotencyMiddleware>();
        return app;
    }

    /// <summary>
    /// Maps what belongs to no module, and gives the group <c>/api/v1</c> to which the host's areas and the modules map theirs.
    /// </summary>
    public static RouteGroupBuilder MapPlatformApi(this WebApplication app)
    {
        app.MapPlatformObservability();
        app.MapApiDocument();
        app.MapDocsPage();
        var api = app.MapGroup("/api/v1").WithApiConventions();
        api.MapEventStreams();
        api.MapHealthReport();
        api.MapSettings();
        return api;
    }
}
