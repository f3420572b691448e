using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Platform.Kernel.Results;

namespace Platform.Transcription.OpenAi;

/// <summary>A form with a file. The file goes straight to disk, however large, and is deleted with this.</summary>
internal sealed class UploadedForm : IDisposable
{
    public const string TooLarge = "request.too_large";
    private const string FileField = "file";
    private const int MostFieldBytes = 1 << 20;
    private const int MostParts = 200;

    // ENOSPC and EDQUOT, as .NET passes them on.
    private const int NoSpace = 28;
    private const int QuotaReached = 122;

    private UploadedForm(string path) => FilePath = path;

    public FormFields Fields { get; private set; } = new([]);

    /// <summary>What the client calls the file; null when it sent none.</summary>
    public string? FileName { get; private set; }

    /// <summary>Full path of its content.</summary>
    public string FilePath { get; }

    /// <summary>Reads the request's body to its end.</summary>
    /// <returns>The form, or <c>request.malformed_form</c>, <c>request.too_large</c>, <c>speech.disk_full</c>.</returns>
    public static async Task<Result<UploadedForm>> ReadAsync(HttpRequest request, string folder, long mostBytes, CancellationToken cancellationToken)
    {
        // The house's limit for bodies is small; here the bytes are counted as they come.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return Malformed("Send the request as multipart/form-data.");

        Directory.CreateDirectory(folder);
        var form = new UploadedForm(Path.Combine(folder, Guid.CreateVersion7().ToString("n")));
        var kept = false;
        try
        {
            if (await form.FillAsync(new MultipartReader(boundary, request.Body), mostBytes, cancellationToken) is { } wrong) return wrong;
            kept = true;
            return form;
        }
        catch (Exception e) when (e is InvalidDataException || e.GetType() == typeof(IOException))
        {
            // The form ended in the middle. What derives from IOException is a lost connection, and nobody's answer.
            return Malformed(e.Message);
        }
        finally
        {
            if (!kept) form.Dispose();
        }
    }

    public void Dispose() => File.Delete(FilePath);

    private async Task<Error?> FillAsync(MultipartReader parts, long mostBytes, CancellationToken cancellationToken)
    {
        var (fields, room, count) = (new List<KeyValuePair<string, string>>(), (long)MostFieldBytes, 0);
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (++count > MostParts) return Malformed($"The form has more than {MostParts} parts.");
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (disposition.IsFileDisposition() && name == FileField)
            {
                if (FileName is not null) return Malformed("The form has more than one file.");
                FileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
                if (await KeepAsync(part.Body, mostBytes, cancellationToken) is { } error) return error;
                continue;
            }

            using var value = new MemoryStream();
            if (await CopyAsync(part.Body, value, room, cancellationToken) is not { } read) return Malformed("The form's fields are larger than 1 MB.");
            room -= read;
            fields.Add(KeyValuePair.Create(name, System.Text.Encoding.UTF8.GetString(value.ToArray())));
        }

        Fields = new FormFields(fields);
        return null;
    }

    private async Task<Error?> KeepAsync(Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(FilePath, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16, FileOptions.Asynchronous);
            return await CopyAsync(content, file, mostBytes, cancellationToken) is null
                ? new Error(ErrorKind.Invalid, TooLarge, $"Maximum content size limit ({mostBytes}) exceeded (Transcription:OpenAi:MaxUploadMegabytes).")
                : null;
        }
        catch (IOException e) when (e.HResult is NoSpace or QuotaReached)
        {
            return Error.Unavailable("speech.disk_full", $"The upload could not be kept: {e.Message}");
        }
    }

    /// <returns>How many bytes there were; null when there were more than may be.</returns>
    private static async Task<long?> CopyAsync(Stream from, Stream to, long most, CancellationToken cancellationToken)
    {
        var (block, total) = (new byte[64 << 10], 0L);
        int read;
        while ((read = await from.ReadAsync(block, cancellationToken)) > 0)
        {
            total += read;
            if (total > most) return null;
            await to.WriteAsync(block.AsMemory(0, read), cancellationToken);
        }

        return total;
    }

    private static Error Malformed(string message) => Error.Invalid("request.malformed_form", message);
}
