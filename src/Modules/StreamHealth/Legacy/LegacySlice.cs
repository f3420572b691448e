using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Legacy;

/// <summary>The calls of stream_checker's API, for scripts that were written for it.</summary>
internal static class LegacySlice
{
    public static IServiceCollection AddLegacyApi(this IServiceCollection services) => services
        .AddSettings<LegacyOptions>().AddSingleton<LegacyLimit>().AddSingleton<LegacyRequests>().AddSingleton<LegacyCheck>();

    public static void Map(IEndpointRouteBuilder site)
    {
        LegacyCheckEndpoint.Map(site);
        site.MapGet("/api/requests/history", HistoryAsync).RequireAuthorization(Policies.Operate)
            .WithName("LegacyRequestHistory").WithSummary("List calls of the check by address, newest first (kept from stream_checker)").WithTags("Streams")
            .Produces<IReadOnlyList<LegacyRequestView>>().ProducesProblem(400);
        site.MapGet("/api/requests/stats", StatsAsync).RequireAuthorization(Policies.Operate)
            .WithName("LegacyRequestStats").WithSummary("Count calls of the check by address (kept from stream_checker)").WithTags("Streams")
            .WithDescription("With `ip` also the calls of that address within the last `minutes` (60; 1 to 1440).").Produces<LegacyStatsView>().ProducesProblem(400);
    }

    private static async Task<IResult> HistoryAsync(LegacyRequests requests, int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LegacyRequests.MaxLimit)
            return Problems.From(Error.InvalidField("limit", "requests.limit", $"limit is between 1 and {LegacyRequests.MaxLimit}."));
        return TypedResults.Ok(await requests.HistoryAsync(limit ?? LegacyRequests.DefaultLimit, cancellationToken));
    }

    private static async Task<IResult> StatsAsync(LegacyRequests requests, string? ip, int? minutes, CancellationToken cancellationToken)
    {
        IPAddress? address = null;
        if (!string.IsNullOrEmpty(ip) && !IPAddress.TryParse(ip, out address)) return Problems.From(Error.InvalidField("ip", "requests.ip", "ip is an IPv4 or IPv6 address."));
        if (minutes is < 1 or > LegacyRequests.MaxMinutes)
            return Problems.From(Error.InvalidField("minutes", "requests.minutes", $"minutes is between 1 and {LegacyRequests.MaxMinutes}."));
        return TypedResults.Ok(await requests.StatsAsync(address, minutes ?? LegacyRequests.DefaultMinutes, cancellationToken));
    }
}
