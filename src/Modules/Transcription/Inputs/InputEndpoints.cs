using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Platform.Transcription.Inputs.Fetching;
using Platform.Transcription.Inputs.Folders;
using Platform.Transcription.Inputs.Recordings;
using Platform.Transcription.Inputs.Uploads;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs;

/// <summary>The API by which recordings come in.</summary>
internal static class InputEndpoints
{
    public static IServiceCollection AddInputs(this IServiceCollection services) => services
        .AddSingleton<AudioStore>().AddSingleton<RecordingAudio>().AddSingleton<EnqueueTranscription>()
        .AddSingleton<SubmitForm>().AddSingleton<SubmitTranscription>()
        .AddSingleton<Uploads.Uploads>().AddSingleton<FetchRecording>().AddSingleton<EnqueueUrl>().AddFolders().AddRecordingRules();

    public static void Map(IEndpointRouteBuilder api)
    {
        UploadEndpoints.Map(api);
        FolderEndpoints.Map(api);
        RecordingRuleEndpoints.Map(api);
        var operate = api.MapGroup("").WithTags("Transcriptions").RequireAuthorization(Policies.Operate);
        operate.MapPost("/transcriptions:submit", SubmitAsync).WithName("SubmitTranscription").WithSummary("Upload a recording and queue its transcription")
            .WithDescription("multipart/form-data with the recording in `file`, and beside it any of `preset`, `name`, `language`, `task`, `engine`, `model`, `prompt`, `wordTimes`, `diarize`, `music`, `formats`, `priority`, `track`. Anything ffmpeg reads, up to Transcription:MaxGigabytes; larger files are better sent in pieces.")
            .Produces<TranscriptionView>(202).ProducesProblem(400).ProducesProblem(503).DisableAntiforgery();
        operate.MapPost("/transcriptions", EnqueueAsync).WithName("CreateTranscription").WithSummary("Queue the transcription of an upload or of an address")
            .WithDescription("With `uploadId` of an upload that is complete, or with `url`: the recording is downloaded first.")
            .Produces<TranscriptionView>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> EnqueueAsync(TranscriptionInput input, ClaimsPrincipal user, Uploads.Uploads uploads, EnqueueUrl urls, CancellationToken cancellationToken)
    {
        var requester = Requester.Of(user);
        var queued = (input.UploadId, input.Url) switch
        {
            ({ } upload, null) => await uploads.EnqueueAsync(upload, input, requester, cancellationToken),
            (null, { Length: > 0 } url) => await urls.RunAsync(url, input, requester, cancellationToken),
            _ => Error.Invalid("request.invalid", "Name either uploadId or url."),
        };
        return queued.Match<IResult>(v => TypedResults.Accepted($"{QueueEndpoints.Root}/{v.Id}", v), Problems.From);
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, ClaimsPrincipal user, SubmitTranscription submit, CancellationToken cancellationToken)
    {
        // Recordings are gigabytes; the store has a limit of its own.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return (await submit.RunAsync(request, Requester.Of(user), cancellationToken)).Match<IResult>(v => TypedResults.Accepted($"{QueueEndpoints.Root}/{v.Id}", v), Problems.From);
    }
}
