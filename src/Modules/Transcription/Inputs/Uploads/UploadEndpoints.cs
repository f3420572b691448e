using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Transcription.Inputs.Uploads;

/// <summary>
/// Uploads in pieces, by the core of tus 1.0 (https://tus.io/protocols/resumable-upload, with creation and termination), so that its
/// clients work; who has none announces the file as JSON and looks at it by GET.
/// </summary>
internal static class UploadEndpoints
{
    private const string Root = "/api/v1/transcriptions/uploads";
    private const string Version = "1.0.0";
    private const string OffsetType = "application/offset+octet-stream";

    public static void Map(IEndpointRouteBuilder api)
    {
        var uploads = api.MapGroup("/transcriptions/uploads").WithTags("Uploads").RequireAuthorization(Policies.Operate);
        uploads.MapPost("", BeginAsync).WithName("BeginUpload").WithSummary("Announce an upload in pieces")
            .WithDescription("As JSON `{fileName, length}`, or as tus 1.0 has it: `Upload-Length` and `Upload-Metadata: filename <Base64>`. The answer's `Location` takes the pieces.")
            .Accepts<UploadInput>(isOptional: true, "application/json").Produces<UploadView>(201).ProducesProblem(400).ProducesProblem(503);
        uploads.MapMethods("/{id:guid}", [HttpMethods.Head], LookAsync).WithName("LookAtUpload").WithSummary("Ask how much of an upload is here (tus)")
            .Produces(200).ProducesProblem(404);
        uploads.MapGet("/{id:guid}", GetAsync).WithName("GetUpload").WithSummary("Ask how much of an upload is here")
            .Produces<UploadView>().ProducesProblem(404);
        uploads.MapPatch("/{id:guid}", AppendAsync).WithName("AppendToUpload").WithSummary("Send the next piece of an upload")
            .WithDescription("The bytes as the body, of type application/offset+octet-stream, with `Upload-Offset`: where they begin. What came before a broken connection counts; ask for the offset and go on there.")
            .Accepts<byte[]>(OffsetType).Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        uploads.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteUpload").WithSummary("Give an upload up").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> BeginAsync(HttpRequest request, ClaimsPrincipal user, Uploads uploads, CancellationToken cancellationToken)
    {
        var input = await ReadAsync(request, cancellationToken);
        if (!input.Ok) return Problems.From(input.Error);
        Tus(request.HttpContext.Response);
        return (await uploads.BeginAsync(input.Value, Requester.Of(user), cancellationToken)).ToCreated(u => $"{Root}/{u.Id}");
    }

    private static async Task<IResult> LookAsync(Guid id, HttpResponse response, ClaimsPrincipal user, Uploads uploads, CancellationToken cancellationToken)
    {
        var upload = await uploads.GetAsync(id, Requester.Of(user), cancellationToken);
        if (!upload.Ok) return Problems.From(upload.Error);
        Tus(response, upload.Value);
        return TypedResults.Ok();
    }

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, Uploads uploads, CancellationToken cancellationToken) =>
        (await uploads.GetAsync(id, Requester.Of(user), cancellationToken)).ToHttp();

    private static async Task<IResult> AppendAsync(
        Guid id, HttpRequest request, ClaimsPrincipal user, Uploads uploads, CancellationToken cancellationToken,
        [FromHeader(Name = "Upload-Offset"), Description("Where the piece begins.")] long? offset = null)
    {
        if (request.ContentType?.StartsWith(OffsetType, StringComparison.OrdinalIgnoreCase) != true)
            return TypedResults.Problem($"Send the piece as {OffsetType}.", statusCode: StatusCodes.Status415UnsupportedMediaType, extensions: new Dictionary<string, object?> { ["code"] = "request.unsupported_media_type" });
        if (offset is not >= 0) return Problems.From(Error.Invalid("upload.offset_missing", "Upload-Offset must say where the piece begins."));
        // Pieces are as large as their sender likes; the announced length is the limit.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var appended = await uploads.AppendAsync(id, offset.Value, request.Body, Requester.Of(user), cancellationToken);
        if (!appended.Ok) return Problems.From(appended.Error);
        Tus(request.HttpContext.Response, appended.Value);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpResponse response, ClaimsPrincipal user, Uploads uploads, CancellationToken cancellationToken)
    {
        Tus(response);
        return (await uploads.DeleteAsync(id, Requester.Of(user), cancellationToken)).ToHttp();
    }

    private static async Task<Result<UploadInput>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.Headers.TryGetValue("Upload-Length", out var length))
        {
            if (!request.HasJsonContentType()) return Error.Invalid("request.invalid", "Send {\"fileName\", \"length\"} as JSON, or Upload-Length as tus has it.");
            try
            {
                return await request.ReadFromJsonAsync<UploadInput>(ApiJson.Options, cancellationToken) is { } input ? input : Error.Invalid("request.invalid", "Send {\"fileName\", \"length\"}.");
            }
            catch (JsonException e)
            {
                return Error.Invalid("request.malformed_json", $"Send {{\"fileName\", \"length\"}}: at {e.Path} there is something else than expected.");
            }
        }

        if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) return Error.Invalid("upload.length_invalid", "Upload-Length must be a number of bytes.");
        return new UploadInput(FileName(request.Headers["Upload-Metadata"].ToString()), bytes);
    }

    // "filename d29yZHMud2F2,filetype YXVkaW8vd2F2"
    private static string? FileName(string metadata)
    {
        foreach (var pair in metadata.Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Split(' ', 2) is not [("filename" or "name"), var value]) continue;
            var bytes = new byte[value.Length];
            if (Convert.TryFromBase64String(value, bytes, out var count)) return Encoding.UTF8.GetString(bytes, 0, count);
        }

        return null;
    }

    private static void Tus(HttpResponse response, UploadView? upload = null)
    {
        response.Headers["Tus-Resumable"] = Version;
        response.Headers.CacheControl = "no-store";
        if (upload is null) return;
        response.Headers["Upload-Offset"] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        response.Headers["Upload-Length"] = upload.Length.ToString(CultureInfo.InvariantCulture);
    }
}
