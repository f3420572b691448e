using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Transcription.Waveforms;

/// <summary>Pictures of recordings.</summary>
internal static class WaveformSlice
{
    public static IServiceCollection AddWaveforms(this IServiceCollection services) => services.AddSingleton<ReadWaveform>();

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/transcriptions/{id:guid}/waveform", GetAsync).RequireAuthorization(Policies.View)
        .WithTags("Transcripts").WithName("GetTranscriptionWaveform").WithSummary("Read the loudness of a recording over its length, to be drawn")
        .Produces<Waveform>().ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> GetAsync(Guid id, ReadWaveform read, HttpResponse response, CancellationToken cancellationToken)
    {
        var waveform = await read.GetAsync(id, cancellationToken);
        if (waveform.Ok) response.Headers.CacheControl = "private, max-age=3600";
        return waveform.ToHttp();
    }
}
