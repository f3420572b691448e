using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Platform.Transcription.Formats;
using Platform.Transcription.Queue;
using Platform.Transcription.Results.Editing;
using Platform.Transcription.Results.Search;

namespace Platform.Transcription.Results;

/// <summary>The API of what was heard.</summary>
internal static class ResultEndpoints
{
    public static IServiceCollection AddResults(this IServiceCollection services) => services
        .AddSingleton(new DatabaseStep(TranscriptionModule.ModuleId, SearchIndex.EnsureAsync))
        .AddSingleton<ITranscriptionEnded, TellOfTranscript>().AddSingleton<ReadTranscript>().AddSingleton<SearchTranscripts>().AddSingleton<EditTranscript>();

    public static void Map(IEndpointRouteBuilder api)
    {
        var view = api.MapGroup("/transcriptions").WithTags("Transcripts").RequireAuthorization(Policies.View);
        view.MapGet("/{id:guid}/transcript", GetAsync).WithName("GetTranscript").WithSummary("Read a transcript")
            .WithDescription("Segments with times, words and confidence. With `format` (txt, json, srt, vtt, tsv, lrc, ttml) the file in that format. What is there while it runs can be read too; the ETag is the version.")
            .Produces<TranscriptView>().ProducesProblem(400).ProducesProblem(404);
        view.MapGet("/search", SearchAsync).WithName("SearchTranscripts").WithSummary("Find where something was said")
            .WithDescription("Segments that have all the words, newest recordings first, with what was found marked and the second at which it is said. A phrase in quotes; a star for the beginning of a word.")
            .Produces<CursorPage<SearchHit>>().ProducesProblem(400);
        view.MapGet("/{id:guid}/audio", AudioAsync).WithName("GetTranscriptionAudio").WithSummary("Read the recording")
            .WithDescription("As it was sent. Parts of it by Range.")
            .Produces(200, contentType: "audio/mpeg").Produces(206).ProducesProblem(404);
        EditEndpoints.Map(api);
    }

    private static async Task<IResult> SearchAsync([AsParameters] SearchRequest request, SearchTranscripts search, CancellationToken cancellationToken) =>
        (await search.RunAsync(request, cancellationToken)).ToHttp();

    private static async Task<IResult> GetAsync(
        Guid id, ReadTranscript read, HttpResponse response, CancellationToken cancellationToken,
        [FromQuery(Name = "format"), Description("txt, json, srt, vtt, tsv, lrc or ttml: the file in that format.")] string? format = null,
        [FromQuery(Name = "download"), Description("true: as a file to save.")] bool download = false,
        [FromQuery(Name = "from"), Description("Number of the first segment to read, from 0: while it runs only what is new need be read.")] int from = 0,
        [FromQuery(Name = "limit"), Description("How many segments to read at most; all of them if it is left out.")] int? limit = null)
    {
        if (string.IsNullOrEmpty(format))
        {
            if (from < 0) return Problems.From(Error.InvalidField("from", "transcript.invalid", "Segments are numbered from 0."));
            if (limit < 1) return Problems.From(Error.InvalidField("limit", "transcript.invalid", "At least one segment is read."));
            var view = await read.GetAsync(id, from, limit ?? int.MaxValue, cancellationToken);
            if (view.Ok) response.Headers.ETag = $"\"{view.Value.Version}\"";
            return view.ToHttp();
        }

        var formats = TranscriptFormats.Parse(format);
        if (!formats.Ok) return Problems.From(formats.Error);
        if (formats.Value is not [var one]) return Problems.From(Error.InvalidField("format", "transcription.format_unknown", "Name one format."));
        var transcript = await read.WholeAsync(id, cancellationToken);
        if (!transcript.Ok) return Problems.From(transcript.Error);
        response.Headers.XContentTypeOptions = "nosniff";
        var content = Encoding.UTF8.GetBytes(transcript.Value.Write(one));
        return TypedResults.File(content, one.MediaType(), download ? $"{Path.GetFileNameWithoutExtension(transcript.Value.Audio)}.{one.Name()}" : null);
    }

    private static async Task<IResult> AudioAsync(
        Guid id, ReadTranscript read, HttpResponse response, CancellationToken cancellationToken,
        [FromQuery(Name = "download"), Description("true: as a file to save.")] bool download = false)
    {
        var opened = await read.AudioAsync(id, cancellationToken);
        if (!opened.Ok) return Problems.From(opened.Error);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, max-age=3600";
        var file = opened.Value;
        return TypedResults.File(file.Content, AudioTypes.Of(file.FileName), download ? file.FileName : null, file.ChangedAt, enableRangeProcessing: true);
    }
}
