using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams.Bulk;
using Platform.StreamHealth.Streams.Groups;
using Platform.StreamHealth.Streams.Portable;

namespace Platform.StreamHealth.Streams;

/// <summary>The API of stream definitions.</summary>
internal static class StreamEndpoints
{
    private const string Root = "/api/v1/streams";

    public static void Map(RouteGroupBuilder streams)
    {
        GroupEndpoints.Map(streams);
        PortableEndpoints.Map(streams);
        var view = streams.MapGroup("").RequireAuthorization(Policies.View);
        view.MapGet("", ListAsync).WithName("ListStreams").WithSummary("List streams")
            .WithDescription("Streams with their status: search, filter by tag and state, sort, page by cursor.")
            .Produces<CursorPage<StreamView>>().ProducesProblem(400);
        view.MapGet("/tags", TagsAsync).WithName("ListStreamTags").WithSummary("List the tags in use");
        view.MapGet("/counts", CountAsync).WithName("CountStreams").WithSummary("Count streams by state");
        view.MapGet("/{id:guid}", GetAsync).WithName("GetStream").WithSummary("Read a stream")
            .WithDescription("The ETag is the version; send it as If-Match with an update.")
            .Produces<StreamView>().ProducesProblem(404);

        var operate = streams.MapGroup("").RequireAuthorization(Policies.Operate);
        operate.MapPost("", CreateAsync).WithName("CreateStream").WithSummary("Add a stream")
            .WithDescription("What is left out takes its default from the settings. An address that is watched already is answered with 409 `stream.exists`.")
            .Produces<StreamView>(201).ProducesProblem(400).ProducesProblem(409);
        operate.MapPut("/{id:guid}", UpdateAsync).WithName("UpdateStream").WithSummary("Replace a stream's definition")
            .WithDescription("With If-Match, or `version` in the body, a stream that somebody changed meanwhile is answered with 409 `stream.changed`.")
            .Produces<StreamView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteStream").WithSummary("Delete a stream")
            .WithDescription("It can be restored, with its history, for as many days as the setting StreamHealth:UndoDays says.")
            .Produces(204).ProducesProblem(404);
        operate.MapPost("/{id:guid}:restore", RestoreAsync).WithName("RestoreStream").WithSummary("Undo the deletion of a stream")
            .Produces<StreamView>().ProducesProblem(404).ProducesProblem(409);
        operate.MapPost("/{id:guid}:pause", PauseAsync).WithName("PauseStream").WithSummary("Pause a stream's checks")
            .Produces<StreamView>().ProducesProblem(404);
        operate.MapPost("/{id:guid}:resume", ResumeAsync).WithName("ResumeStream").WithSummary("Resume a stream's checks")
            .Produces<StreamView>().ProducesProblem(404);
        operate.MapPost("/{id:guid}:check", CheckAsync).WithName("CheckStream").WithSummary("Check a stream now")
            .WithDescription("Answers at once with the place of the latest result; the event `stream.checked` says when it is there.")
            .Produces<StreamView>(202).ProducesProblem(404);
        operate.MapPost("/{id:guid}:clone", CloneAsync).WithName("CloneStream").WithSummary("Add a copy of a stream at another address")
            .WithDescription("Tags, group, parent and terms are the original's; history and results are not.")
            .Produces<StreamView>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapPost("/bulk", BulkAsync).WithName("EditStreams").WithSummary("Do one thing with many streams")
            .WithDescription("Pause, resume, check, tag, untag, move to a group, set terms, delete or restore: the streams named by ids, or all that a filter finds. One transaction; the answer names each stream, whether it was changed, and why not. Undo a deletion with `restore` and the ids that were changed.")
            .Produces<BulkReport>().ProducesProblem(400).ProducesProblem(409);
        operate.MapPost("/examples:add", AddExamplesAsync).WithName("AddExampleStreams").WithSummary("Add example streams")
            .WithDescription("Streams of the built-in generator: a healthy one and some that fail. Those that are there already are left alone.")
            .Produces<IReadOnlyList<StreamView>>();
    }

    private static async Task<IResult> ListAsync([AsParameters] StreamListRequest request, ListStreams list, CancellationToken cancellationToken) =>
        (await list.RunAsync(request, cancellationToken)).ToHttp();

    private static async Task<Ok<IReadOnlyList<TagCount>>> TagsAsync(ListStreams list, CancellationToken cancellationToken) =>
        TypedResults.Ok(await list.TagsAsync(cancellationToken));

    private static async Task<Ok<StreamCounts>> CountAsync(ListStreams list, CancellationToken cancellationToken) =>
        TypedResults.Ok(await list.CountAsync(cancellationToken));

    private static async Task<IResult> GetAsync(Guid id, HttpResponse response, GetStream get, CancellationToken cancellationToken) =>
        WithETag(await get.RunAsync(id, cancellationToken), response).ToHttp();

    private static async Task<IResult> CreateAsync(StreamInput input, HttpResponse response, CreateStream create, CancellationToken cancellationToken) =>
        WithETag(await create.RunAsync(input, cancellationToken), response).ToCreated(stream => $"{Root}/{stream.Id}");

    private static async Task<IResult> UpdateAsync(
        Guid id, StreamInput input, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, UpdateStream update, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(ifMatch) && ifMatch != "*")
        {
            if (!int.TryParse(ifMatch.Trim('"'), out var version))
                return Problems.From(Error.Invalid("stream.if_match_invalid", "If-Match must be the ETag of a stream that was read, such as \"3\"."));
            input = input with { Version = version };
        }

        return WithETag(await update.RunAsync(id, input, cancellationToken), response).ToHttp();
    }

    private static async Task<IResult> DeleteAsync(Guid id, DeleteStream delete, CancellationToken cancellationToken) =>
        (await delete.RunAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> RestoreAsync(Guid id, DeleteStream delete, CancellationToken cancellationToken) =>
        (await delete.RestoreAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> PauseAsync(Guid id, PauseStream pause, CancellationToken cancellationToken) =>
        (await pause.RunAsync(id, paused: true, cancellationToken)).ToHttp();

    private static async Task<IResult> ResumeAsync(Guid id, PauseStream pause, CancellationToken cancellationToken) =>
        (await pause.RunAsync(id, paused: false, cancellationToken)).ToHttp();

    private static async Task<IResult> CheckAsync(Guid id, CheckStreamNow check, CancellationToken cancellationToken)
    {
        var asked = await check.RunAsync(id, cancellationToken);
        return asked.Match<IResult>(stream => TypedResults.Accepted($"{Root}/{id}/results/latest", stream), Problems.From);
    }

    private static async Task<IResult> CloneAsync(Guid id, CloneInput input, HttpResponse response, CloneStream clone, CancellationToken cancellationToken) =>
        WithETag(await clone.RunAsync(id, input, cancellationToken), response).ToCreated(stream => $"{Root}/{stream.Id}");

    private static async Task<IResult> BulkAsync(BulkInput input, BulkEdit edit, CancellationToken cancellationToken) =>
        (await edit.RunAsync(input, cancellationToken)).ToHttp();

    private static async Task<IResult> AddExamplesAsync(AddExampleStreams examples, CancellationToken cancellationToken) =>
        (await examples.RunAsync(cancellationToken)).ToHttp();

    private static Result<StreamView> WithETag(Result<StreamView> result, HttpResponse response)
    {
        if (result.Ok) response.Headers.ETag = $"\"{result.Value.Version}\"";
        return result;
    }
}
