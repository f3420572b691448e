using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Platform.Data;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Modules;
using Platform.Kernel.Settings;
using Platform.Transcription.Cli;
using Platform.Transcription.Data;
using Platform.Transcription.Inputs;
using Platform.Transcription.OpenAi;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Presets;
using Platform.Transcription.Queue;
using Platform.Transcription.Results;
using Platform.Transcription.Sharing;
using Platform.Transcription.Statistics;
using Platform.Transcription.Waveforms;
using Platform.Transcription.Webhooks;

namespace Platform.Transcription;

/// <summary>Writes down what is said in uploads, folders and recordings.</summary>
public sealed class TranscriptionModule : IModule
{
    internal const string ModuleId = "transcription";

    public string Id => ModuleId;

    public string Title => "Transcription";

    public string Description => "Writes down what is said in uploads, folders, addresses and recordings; subtitles, search, an editor.";

    public void AddServices(ModuleServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Services.AddDatabase<TranscriptionDb, SqliteTranscriptionDb, PostgresTranscriptionDb>(ModuleId);
        services.Services.AddOpenAi();
        services.Services.AddSettings<TranscriptionSettings>();
        services.Services.AddPresets().AddInputs().AddQueue().AddResults().AddWaveforms().AddWebhooks();
        services.Services.AddPreprocessing().AddTranscribeCommand().AddStatistics().AddSharing();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        ArgumentNullException.ThrowIfNull(api);
        PresetEndpoints.Map(api);
        InputEndpoints.Map(api);
        QueueEndpoints.Map(api);
        ResultEndpoints.Map(api);
        WaveformSlice.Map(api);
        WebhookEndpoints.Map(api);
        StatisticsSlice.Map(api);
        ShareEndpoints.Map(api);
    }

    public IEnumerable<Command> Commands(CommandServices services) => [TranscribeCommand.Create(services)];

    public IEnumerable<NavigationEntry> Navigation => [new("Transcriptions", "transcriptions", "subtitles", 200)];

    public void MapOutsideApi(IEndpointRouteBuilder site)
    {
        ArgumentNullException.ThrowIfNull(site);
        site.MapOpenAi();
        SharedPages.Map(site);
    }
}
