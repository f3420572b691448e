using Microsoft.Extensions.DependencyInjection;

namespace Platform.Transcription.Preprocessing;

internal static class PreprocessingSlice
{
    public static IServiceCollection AddPreprocessing(this IServiceCollection services) => services.AddSingleton<AudioProbe>().AddSingleton<RnnoiseModel>().AddSingleton<Preprocessor>();
}
