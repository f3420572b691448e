using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Modules;
using Platform.Kernel.Settings;
using Platform.StreamHealth.Alerts;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Cli;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Evidence;
using Platform.StreamHealth.History;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Legacy;
using Platform.StreamHealth.Listening;
using Platform.StreamHealth.Metrics;
using Platform.StreamHealth.Recordings;
using Platform.StreamHealth.Reference;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.StatusPages;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Streams.Cli;

namespace Platform.StreamHealth;

/// <summary>Watches audio streams: connects as a listener would, listens, and says what is wrong.</summary>
public sealed class StreamHealthModule : IModule
{
    internal const string ModuleId = "streamhealth";

    public string Id => ModuleId;

    public string Title => "Stream health";

    public string Description => "Checks audio streams as a listener hears them: connection, headers, codec, loudness, silence, clipping.";

    public IEnumerable<NavigationEntry> Navigation =>
    [
        new("Streams", "streams", "podcasts", 100),
        new("Incidents", "incidents", "report", 120),
        new("Maintenance", "maintenance", "construction", 130),
        new("Alerts", "alerts", "notifications", 140),
        new("Uptime report", "uptime", "summarize", 150),
        new("Status pages", "status-pages", "public", 160),
    ];

    public void AddServices(ModuleServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Services.AddSettings<StreamHealthSettings>();
        services.Services.AddDatabase<StreamHealthDb, SqliteStreamHealthDb, PostgresStreamHealthDb>(ModuleId);
        services.Services.AddStreamChecks().AddReferenceStreams();
        services.Services.AddStreams();
        AddResults(services.Services);
        services.Services.AddSingleton<Listeners>().AddSingleton<ListeningSessions>().AddSingleton<StreamOpener>();
        services.Services.AddLegacyApi();
        services.Services.AddEvidence().AddIncidents().AddAlerts().AddHistory().AddStatusPages().AddStreamMetrics().AddRecordings();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        var streams = api.MapGroup("/streams").WithTags("Streams");
        StreamEndpoints.Map(streams);
        ResultEndpoints.Map(streams);
        ListenEndpoint.Map(streams);
        EvidenceSlice.Map(api);
        IncidentSlice.Map(api);
        AlertSlice.Map(api);
        HistorySlice.Map(api);
        StatusPageSlice.Map(api);
        RecordingSlice.Map(api);
    }

    public void MapOutsideApi(IEndpointRouteBuilder site)
    {
        LegacySlice.Map(site);
        ReferenceEndpoints.Map(site);
        StatusPageSlice.MapPublic(site);
    }

    public IEnumerable<Command> Commands(CommandServices services) => [new CheckCommand(services), StreamsCommand.Create(services), new AlertsCommand(services)];

    private static void AddResults(IServiceCollection services) => services
        .AddSingleton<StorageTrouble>()
        .AddSingleton<ResultStore>()
        .AddSingleton<ReadResults>();
}
