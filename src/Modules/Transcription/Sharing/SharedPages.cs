using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Platform.Transcription.Formats;
using Platform.Transcription.Results;

namespace Platform.Transcription.Sharing;

/// <summary>What a link shows to whoever has it: a page to read, its files, and the recording where that is allowed. Read only, and nothing else of the service.</summary>
internal static class SharedPages
{
    private const string Root = "/shared";

    public static string PathOf(string token) => $"{Root}/{token}";

    public static void Map(IEndpointRouteBuilder site)
    {
        var shared = site.MapGroup($"{Root}/{{token}}").WithTags("Shared transcripts").AllowAnonymous().AddEndpointFilter(LimitAsync);
        shared.MapMethods("", ["GET", "HEAD"], PageAsync).ExcludeFromDescription();
        shared.MapGet("/transcript", FileAsync).WithName("ReadSharedTranscript").WithSummary("Read a shared transcript as a file, without signing in")
            .WithDescription("`format`: txt, json, srt, vtt, tsv, lrc or ttml.").Produces(200, contentType: "text/plain").Produces(404);
        shared.MapGet("/audio", AudioAsync).WithName("ReadSharedAudio").WithSummary("Read the recording of a shared transcript, without signing in, where that is allowed")
            .Produces(200, contentType: "audio/mpeg").Produces(206).Produces(404);
    }

    // One limit for all of them, in every application that maps them.
    private static ValueTask<object?> LimitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "private, no-store"; // what is revoked is gone at once
        var limit = (ShareLimit)context.HttpContext.RequestServices.GetService(typeof(ShareLimit))!;
        return limit.InvokeAsync(context, next);
    }

    private static async Task<IResult> PageAsync(string token, HttpContext context, Shares shares, ReadTranscript read, CancellationToken cancellationToken)
    {
        if (await shares.FindAsync(token, cancellationToken) is not { } share || await read.GetAsync(share.ItemId, cancellationToken) is not { Ok: true, Value: var transcript }) return Nowhere();
        if (HttpMethods.IsGet(context.Request.Method)) await shares.ViewedAsync(share, context.Connection.RemoteIpAddress?.ToString(), cancellationToken);
        return Html(SharedHtml.Write(transcript, share, context.Request.PathBase, PathOf(token)), StatusCodes.Status200OK);
    }

    private static async Task<IResult> FileAsync(string token, Shares shares, ReadTranscript read, CancellationToken cancellationToken, string format = "txt")
    {
        if (await shares.FindAsync(token, cancellationToken) is not { } share || TranscriptFormats.Parse(format) is not { Ok: true, Value: [var one] }) return Nowhere();
        var whole = await read.WholeAsync(share.ItemId, cancellationToken);
        if (!whole.Ok) return Nowhere();
        return TypedResults.File(Encoding.UTF8.GetBytes(whole.Value.Write(one)), one.MediaType(), $"{Path.GetFileNameWithoutExtension(whole.Value.Audio)}.{one.Name()}");
    }

    private static async Task<IResult> AudioAsync(string token, Shares shares, ReadTranscript read, CancellationToken cancellationToken)
    {
        if (await shares.FindAsync(token, cancellationToken) is not { Audio: true } share || await read.AudioAsync(share.ItemId, cancellationToken) is not { Ok: true, Value: var file }) return Nowhere();
        return TypedResults.File(file.Content, AudioTypes.Of(file.FileName), lastModified: file.ChangedAt, enableRangeProcessing: true);
    }

    private static ContentHttpResult Nowhere() => Html(SharedHtml.Nowhere, StatusCodes.Status404NotFound);

    private static ContentHttpResult Html(string html, int status) => TypedResults.Text(html, "text/html", Encoding.UTF8, status);
}
