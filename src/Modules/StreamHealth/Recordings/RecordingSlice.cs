using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Recordings;

/// <summary>What recorders record: told of by their hooks, told on to other modules.</summary>
internal static class RecordingSlice
{
    private const string Root = "/api/v1/recordings";

    public static IServiceCollection AddRecordings(this IServiceCollection services) =>
        services.AddSettings<RecordingOptions>().AddSingleton<RecordingFolders>().AddSingleton<RecordingBook>();

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/recordings", ListAsync).RequireAuthorization(Policies.View).WithTags("Recordings").WithName("ListRecordings").WithSummary("List recordings that recorders told of, newest first")
            .Produces<CursorPage<RecordingView>>().ProducesProblem(400);
        api.MapPost("/recordings", NoteAsync).RequireAuthorization(Policies.Operate).WithTags("Recordings").WithName("NoteRecording").WithSummary("Tell of a recording that is whole")
            .WithDescription("For the hook of a recorder, such as MediaMTX's runOnRecordSegmentComplete. Other parts of the service, such as transcription, act on it by their own rules. Telling of it again changes nothing (200).")
            .Produces<RecordingView>(201).Produces<RecordingView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, RecordingBook recordings, CancellationToken cancellationToken) =>
        (await recordings.ListAsync(page, cancellationToken)).ToHttp();

    private static async Task<IResult> NoteAsync(RecordingInput input, RecordingBook recordings, CancellationToken cancellationToken) =>
        (await recordings.NoteAsync(input, cancellationToken)).Match<IResult>(
            noted => noted.IsNew ? TypedResults.Created(Root, noted.View) : TypedResults.Ok(noted.View), Problems.From);
}
