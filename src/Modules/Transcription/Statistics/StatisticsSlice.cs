using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Statistics;

/// <summary>Statistics of transcriptions: written when one ends, read by the API and the console.</summary>
internal static class StatisticsSlice
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<ReadStatistics>().AddSingleton<ITranscriptionEnded, RecordStatistics>();

    public static void Map(IEndpointRouteBuilder api)
    {
        var view = api.MapGroup("/transcription/statistics").WithTags("Transcription statistics").RequireAuthorization(Policies.View);
        view.MapGet("", SumAsync).WithName("GetTranscriptionStatistics").WithSummary("Add up what was transcribed")
            .WithDescription("How many, how long, how many times faster than real time; by day, preset, engine, model, language or source. Figures outlive the transcriptions.")
            .Produces<StatisticsView>().ProducesProblem(400);
        view.MapGet("/files", ListAsync).WithName("ListTranscriptionStatistics").WithSummary("List the figures of each transcription that ended")
            .Produces<CursorPage<FileStatistic>>().ProducesProblem(400);
    }

    private static async Task<IResult> SumAsync([AsParameters] StatisticsRequest request, ReadStatistics read, CancellationToken cancellationToken) =>
        (await read.SumAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> ListAsync([AsParameters] StatisticsRequest request, [AsParameters] PageRequest page, ReadStatistics read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, page, cancellationToken)).ToHttp();
}
