using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs;

/// <summary>The API by which recordings come in.</summary>
internal static class InputEndpoints
{
    public static IServiceCollection AddInputs(this IServiceCollection services) => services
        .AddSingleton<AudioStore>().AddSingleton<MediaProbe>().AddSingleton<RecordingAudio>().AddSingleton<EnqueueTranscription>()
        .AddSingleton<SubmitForm>().AddSingleton<SubmitTranscription>();

    public static void Map(IEndpointRouteBuilder api)
    {
        var operate = api.MapGroup("").WithTags("Transcriptions").RequireAuthorization(Policies.Operate);
        operate.MapPost("/transcriptions:submit", SubmitAsync).WithName("SubmitTranscription").WithSummary("Upload a recording and queue its transcription")
            .WithDescription("multipart/form-data with the recording in `file`, and beside it any of `preset`, `name`, `language`, `task`, `engine`, `model`, `prompt`, `wordTimes`, `diarize`, `music`, `formats`, `priority`, `track`. Anything ffmpeg reads, up to Transcription:MaxGigabytes; larger files are better sent in pieces.")
            .Produces<TranscriptionView>(202).ProducesProblem(400).ProducesProblem(503).DisableAntiforgery();
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, ClaimsPrincipal user, SubmitTranscription submit, CancellationToken cancellationToken)
    {
        // Recordings are gigabytes; the store has a limit of its own.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return (await submit.RunAsync(request, Requester.Of(user), cancellationToken)).Match<IResult>(v => TypedResults.Accepted($"{QueueEndpoints.Root}/{v.Id}", v), Problems.From);
    }
}
