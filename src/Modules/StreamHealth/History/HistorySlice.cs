using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.History.Sla;
using Platform.StreamHealth.History.Titles;
using Platform.StreamHealth.History.Uptime;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.History;

/// <summary>What is left of checks when they are old: hours, days, titles; and what is read from it.</summary>
internal static class HistorySlice
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services
        .AddSingleton<IResultRecorder, AggregateRecorder>()
        .AddSingleton<IResultRecorder, TitleRecorder>()
        .AddSingleton<ReadHistory>()
        .AddSingleton<ReadPeriods>()
        .AddSingleton<ReadUptime>()
        .AddSingleton<ReadTitles>()
        .AddSingleton<ReadSla>();

    public static void Map(IEndpointRouteBuilder api)
    {
        HistoryEndpoints.Map(api);
        SlaEndpoints.Map(api);
    }
}
