using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Transcription.Queue;

/// <summary>The API of the queue.</summary>
internal static class QueueEndpoints
{
    public const string Root = "/api/v1/transcriptions";

    public static IServiceCollection AddQueue(this IServiceCollection services) => services
        .AddSingleton<ThisNode>().AddSingleton<Claims>().AddSingleton<RunRecords>().AddSingleton<RunTranscription>().AddSingleton<RunningItems>().AddSingleton<WakeSlots>()
        .AddSingleton<WhyQueued>().AddSingleton<ReadTranscriptions>().AddSingleton<ChangeTranscription>();

    public static void Map(IEndpointRouteBuilder api)
    {
        var view = api.MapGroup("/transcriptions").WithTags("Transcriptions").RequireAuthorization(Policies.View);
        view.MapGet("", ListAsync).WithName("ListTranscriptions").WithSummary("List transcriptions")
            .WithDescription("With state, progress and, of what waits, the reason: search, filter, sort, page by cursor.")
            .Produces<CursorPage<TranscriptionView>>().ProducesProblem(400);
        view.MapGet("/counts", CountAsync).WithName("CountTranscriptions").WithSummary("Count transcriptions by state");
        view.MapGet("/{id:guid}", GetAsync).WithName("GetTranscription").WithSummary("Read a transcription's state")
            .WithDescription("Follow it by `/api/v1/events?subject={id}`: `transcription.changed`, `transcription.progress`.")
            .Produces<TranscriptionView>().ProducesProblem(404);
        view.MapGet("/{id:guid}/attempts", AttemptsAsync).WithName("ListTranscriptionAttempts").WithSummary("List the attempts at a transcription")
            .Produces<IReadOnlyList<AttemptView>>().ProducesProblem(404);

        var operate = api.MapGroup("/transcriptions").WithTags("Transcriptions").RequireAuthorization(Policies.Operate);
        Command(operate, "pause", "PauseTranscription", "Pause a transcription; what was heard is kept", (change, id, ct) => change.PauseAsync(id, ct));
        Command(operate, "resume", "ResumeTranscription", "Go on with a paused transcription, where it was", (change, id, ct) => change.ResumeAsync(id, ct));
        Command(operate, "cancel", "CancelTranscription", "Give a transcription up; what was heard is kept", (change, id, ct) => change.CancelAsync(id, ct));
        operate.MapPost("/{id:guid}:retry", RetryAsync).WithName("RetryTranscription").WithSummary("Try a failed or cancelled transcription again")
            .WithDescription("It goes on where it failed. With `fromStart=true` it begins anew, also one that is complete: its text is then replaced.")
            .Produces<TranscriptionView>(202).ProducesProblem(404).ProducesProblem(409);
        operate.MapPost("/{id:guid}:prioritize", PrioritizeAsync).WithName("PrioritizeTranscription").WithSummary("Move a transcription up or down the queue")
            .Produces<TranscriptionView>().ProducesProblem(400).ProducesProblem(404);
        operate.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteTranscription").WithSummary("Delete a transcription, with its sound and text")
            .WithDescription("It can be restored for as many days as the setting Transcription:UndoDays says.")
            .Produces(204).ProducesProblem(404);
        Command(operate, "restore", "RestoreTranscription", "Undo the deletion of a transcription", (change, id, ct) => change.RestoreAsync(id, ct));
    }

    private static void Command(RouteGroupBuilder group, string verb, string name, string summary, Func<ChangeTranscription, Guid, CancellationToken, Task<Result<Unit>>> act) =>
        group.MapPost($"/{{id:guid}}:{verb}", async (Guid id, ChangeTranscription change, ReadTranscriptions read, CancellationToken ct) => await ThenShowAsync(await act(change, id, ct), id, read, ct))
            .WithName(name).WithSummary(summary).Produces<TranscriptionView>().ProducesProblem(404).ProducesProblem(409);

    private static async Task<IResult> ListAsync([AsParameters] TranscriptionListRequest request, ReadTranscriptions read, CancellationToken cancellationToken) =>
        (await read.ListAsync(request, cancellationToken)).ToHttp();

    private static async Task<Ok<TranscriptionCounts>> CountAsync(ReadTranscriptions read, CancellationToken cancellationToken) =>
        TypedResults.Ok(await read.CountAsync(cancellationToken));

    private static async Task<IResult> GetAsync(Guid id, ReadTranscriptions read, CancellationToken cancellationToken) => (await read.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> AttemptsAsync(Guid id, ReadTranscriptions read, CancellationToken cancellationToken) => (await read.AttemptsAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> RetryAsync(
        Guid id, ChangeTranscription change, ReadTranscriptions read, CancellationToken cancellationToken,
        [FromQuery(Name = "fromStart"), Description("true: begin anew.")] bool fromStart = false)
    {
        var retried = await change.RetryAsync(id, fromStart, cancellationToken);
        if (!retried.Ok) return Problems.From(retried.Error);
        return (await read.GetAsync(id, cancellationToken)).Match<IResult>(v => TypedResults.Accepted($"{Root}/{id}", v), Problems.From);
    }

    private static async Task<IResult> PrioritizeAsync(Guid id, PriorityInput input, ChangeTranscription change, ReadTranscriptions read, CancellationToken cancellationToken) =>
        await ThenShowAsync(await change.PrioritizeAsync(id, input.Priority, cancellationToken), id, read, cancellationToken);

    private static async Task<IResult> DeleteAsync(Guid id, ChangeTranscription change, CancellationToken cancellationToken) => (await change.DeleteAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> ThenShowAsync(Result<Unit> done, Guid id, ReadTranscriptions read, CancellationToken cancellationToken) =>
        done.Ok ? (await read.GetAsync(id, cancellationToken)).ToHttp() : Problems.From(done.Error);
}

/// <summary>Where in the queue.</summary>
/// <param name="Priority">The larger comes first, -100 to 100.</param>
internal sealed record PriorityInput(int Priority);
