using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Kernel.Health;
using Platform.Kernel.Modules;
using Platform.Kernel.Settings;
using Platform.Speech.Api;
using Platform.Speech.Hosting;
using Platform.Speech.Models;
using Platform.Speech.OpenAi;
using Platform.Speech.PocketSphinx;
using Platform.Speech.Synthesis;
using Platform.Speech.Translation;
using Platform.Speech.Trying;
using Platform.Speech.VoiceActivity;
using Platform.Speech.Whisper;

namespace Platform.Speech;

/// <summary>Adds the speech floor to the host.</summary>
public static class SpeechRegistration
{
    /// <summary>The engines, the choice among them, and the processes they run in. Needs <c>AddPlatformMedia</c>, <c>AddPlatformData</c> and <c>AddPlatformScheduling</c>.</summary>
    public static IServiceCollection AddPlatformSpeech(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<SpeechOptions>();
        services.AddSettings<EngineHostOptions>();
        services.TryAddSingleton(EngineCommand.OfThisProcess());
        services.AddSingleton<EngineWorkers>();
        services.AddSingleton<SpeechAudioFiles>();
        services.AddSingleton<SpeechEngines>();

        services.AddSettings<WhisperOptions>();
        services.AddSettings<ModelOptions>();
        services.AddSingleton<ModelCatalogue>();
        services.AddSingleton<ModelFolder>();
        services.AddSingleton<ModelSource>();
        services.AddSingleton<ModelDownloader>();
        services.AddSingleton<ModelLibrary>();
        services.AddSingleton<ISpeechModels>(provider => provider.GetRequiredService<ModelLibrary>());
        services.AddSingleton<EngineList>();
        services.AddSingleton<EngineTrial>();
        services.AddSingleton(new NavigationEntry("Speech", "speech", "record_voice_over", 930));

        services.AddDetector<SileroDetector>();
        services.AddDetector<LevelDetector>();
        services.AddSingleton<VoiceDetectors>();
        services.AddEngine<ISpeechToText, WhisperEngine>();
        services.AddEngine<ISpeechToText, PocketSphinxEngine>();
        services.AddSettings<OpenAiOptions>();
        services.AddSingleton<OpenAiServer>();
        services.AddEngine<ISpeechToText, OpenAiSpeechToText>();
        services.AddEngine<ITextToSpeech, EspeakEngine>();
        services.AddEngine<ITextToSpeech, FliteEngine>();
        services.AddEngine<ITextToSpeech, OpenAiTextToSpeech>();
        services.AddEngine<ITranslator, ApertiumTranslator>();
        services.AddEngine<ITranslator, OpenAiTranslator>();
        return services;
    }

    /// <summary>Maps the routes of engines and models below <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapPlatformSpeech(this IEndpointRouteBuilder api)
    {
        SpeechEndpoints.Map(api);
        return api;
    }

    private static void AddEngine<TPort, TEngine>(this IServiceCollection services)
        where TPort : class, ISpeechEngine
        where TEngine : class, TPort
    {
        services.TryAddSingleton<TEngine>();
        services.AddSingleton<TPort>(provider => provider.GetRequiredService<TEngine>());
        services.AddSingleton<IHealthInspection>(provider => ActivatorUtilities.CreateInstance<EngineInspection<TEngine>>(provider, provider.GetRequiredService<TEngine>()));
    }

    private static void AddDetector<TDetector>(this IServiceCollection services)
        where TDetector : class, IVoiceDetector
    {
        services.AddEngine<IVoiceActivity, TDetector>();
        services.AddSingleton<IVoiceDetector>(provider => provider.GetRequiredService<TDetector>());
    }
}
