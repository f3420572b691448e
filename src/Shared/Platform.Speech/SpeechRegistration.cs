using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Kernel.Health;
using Platform.Kernel.Settings;
using Platform.Speech.Hosting;
using Platform.Speech.PocketSphinx;
using Platform.Speech.Synthesis;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech;

/// <summary>Adds the speech floor to the host.</summary>
public static class SpeechRegistration
{
    /// <summary>The engines, the choice among them, and the processes they run in. Needs <c>AddPlatformMedia</c>.</summary>
    public static IServiceCollection AddPlatformSpeech(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<SpeechOptions>();
        services.AddSettings<EngineHostOptions>();
        services.TryAddSingleton(EngineCommand.OfThisProcess());
        services.AddSingleton<EngineWorkers>();
        services.AddSingleton<SpeechAudioFiles>();
        services.AddSingleton<SpeechEngines>();

        services.AddDetector<LevelDetector>();
        services.AddSingleton<VoiceDetectors>();
        services.AddEngine<ISpeechToText, PocketSphinxEngine>();
        services.AddEngine<ITextToSpeech, EspeakEngine>();
        services.AddEngine<ITextToSpeech, FliteEngine>();
        return services;
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
