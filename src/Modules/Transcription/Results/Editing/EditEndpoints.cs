using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Transcription.Inputs;

namespace Platform.Transcription.Results.Editing;

/// <summary>The API of editing.</summary>
internal static class EditEndpoints
{
    // A day of speech with the times of its words.
    private const long LargestText = 64L << 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        var view = api.MapGroup("/transcriptions").WithTags("Transcripts").RequireAuthorization(Policies.View);
        view.MapGet("/{id:guid}/transcript/versions", VersionsAsync).WithName("ListTranscriptVersions").WithSummary("List the versions of a transcript, newest first")
            .Produces<IReadOnlyList<VersionView>>().ProducesProblem(404);

        var operate = api.MapGroup("/transcriptions").WithTags("Transcripts").RequireAuthorization(Policies.Operate);
        operate.MapPut("/{id:guid}/transcript", SaveAsync).WithName("SaveTranscript").WithSummary("Replace the text of a transcript")
            .WithDescription("With the `version` that was read; a text that somebody changed meanwhile is answered with 409 `transcript.changed`. Words may be left out: they are kept where the text of their segment stays the same, and end with it where it was made shorter. Of a corrected text the words before and after the correction keep their times, if they are sent. Segments are put into the order of their beginnings; none may end after the recording. The text before is kept as a version; saves of one author within ten minutes leave one. With `Prefer: return=minimal` the answer is 204 with the new version as ETag.")
            .WithMetadata(new BodyLimit(LargestText)).Produces<TranscriptView>().Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapPost("/{id:guid}/transcript/versions/{version:int}:restore", RestoreAsync).WithName("RestoreTranscriptVersion").WithSummary("Bring back a version of a transcript")
            .WithDescription("The text before is kept as a version.").Produces<TranscriptView>().ProducesProblem(404).ProducesProblem(409);
        operate.MapPut("/{id:guid}/speakers", SpeakersAsync).WithName("RenameSpeaker").WithSummary("Give a speaker another name throughout a transcript")
            .Produces<TranscriptView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> VersionsAsync(Guid id, EditTranscript edit, CancellationToken cancellationToken) => (await edit.VersionsAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> SaveAsync(Guid id, TranscriptInput input, ClaimsPrincipal user, HttpContext context, EditTranscript edit, CancellationToken cancellationToken)
    {
        // RFC 7240: an editor that saves by itself knows the text; it only wants the version.
        if (!context.Request.Headers["Prefer"].Any(p => p?.Contains("return=minimal", StringComparison.OrdinalIgnoreCase) == true)) return (await edit.SaveAsync(id, input, Requester.Of(user), cancellationToken)).ToHttp();
        var saved = await edit.SaveOnlyAsync(id, input, Requester.Of(user), cancellationToken);
        if (!saved.Ok) return Problems.From(saved.Error);
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{saved.Value}\"");
        context.Response.Headers["Preference-Applied"] = "return=minimal";
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RestoreAsync(Guid id, int version, ClaimsPrincipal user, EditTranscript edit, CancellationToken cancellationToken) =>
        (await edit.RestoreAsync(id, version, Requester.Of(user), cancellationToken)).ToHttp();

    private static async Task<IResult> SpeakersAsync(Guid id, SpeakerInput input, ClaimsPrincipal user, EditTranscript edit, CancellationToken cancellationToken) =>
        (await edit.RenameSpeakerAsync(id, input, Requester.Of(user), cancellationToken)).ToHttp();

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
