using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Formats;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Inputs;

/// <summary>A multipart form that was read: a file on disk, and the fields beside it.</summary>
/// <param name="PartId">Where the file is.</param>
/// <param name="FileName">What its sender calls it.</param>
/// <param name="Fields">The other fields by their names, in lower case.</param>
internal sealed record SubmittedForm(Guid PartId, string FileName, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The fields as terms, or which of them is wrong.</summary>
    public Result<TranscriptionTerms> ToTerms()
    {
        Error? wrong = null;
        T? Parse<T>(string name, Func<string, T?> parse)
            where T : struct
        {
            if (Text(name) is not { } text) return null;
            if (parse(text) is { } value) return value;
            wrong ??= Error.InvalidField(name, "request.invalid_parameter", $"'{text}' is no value of {name}.");
            return null;
        }

        bool? Flag(string name) => Parse<bool>(name, t => t.ToLowerInvariant() switch { "true" or "1" or "on" or "yes" => true, "false" or "0" or "off" or "no" => false, _ => null });
        int? Number(string name) => Parse<int>(name, t => int.TryParse(t, CultureInfo.InvariantCulture, out var n) ? n : null);
        var formats = new List<TranscriptFormat>();
        foreach (var word in (Text("formats") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (char.IsAsciiLetter(word[0]) && Enum.TryParse<TranscriptFormat>(word, ignoreCase: true, out var format)) formats.Add(format);
            else wrong ??= Error.InvalidField("formats", "request.invalid_parameter", $"'{word}' is no format; there are txt, json, srt, vtt, tsv, lrc, ttml.");
        }

        var steps = Text("steps") is { } chain ? StepText.Parse(chain) : (Result<IReadOnlyList<PreprocessingStep>>?)null;
        wrong ??= steps?.Error;
        var terms = new TranscriptionTerms
        {
            Name = Text("name"),
            Preset = Text("preset"),
            Engine = Text("engine"),
            Model = Text("model"),
            Language = Text("language"),
            Prompt = Text("prompt"),
            Task = Parse<SpeechTask>("task", t => t.ToLowerInvariant() switch { "transcribe" => SpeechTask.Transcribe, "translate" or "translatetoenglish" => SpeechTask.TranslateToEnglish, _ => null }),
            WordTimes = Flag("wordTimes"),
            Diarize = Flag("diarize"),
            Music = Flag("music"),
            Formats = formats.Count > 0 ? formats : null,
            Steps = steps is { Ok: true } read ? read.Value : null,
            Priority = Number("priority") ?? 0,
            Track = Number("track") ?? 0,
        };
        return wrong is null ? terms : wrong;
    }

    private string? Text(string name) => Fields.TryGetValue(name.ToLowerInvariant(), out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}

/// <summary>Reads multipart forms whose file goes straight to disk; nothing of it is held in memory.</summary>
internal sealed class SubmitForm(AudioStore store, TimeProvider clock)
{
    private const int LongestField = 64 << 10;
    private const int MostFields = 50;
    private const int LongestBoundary = 200;

    /// <returns>The form, or what is wrong with it; then nothing of it is left on disk.</returns>
    public async Task<Result<SubmittedForm>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
            return Error.Invalid("request.invalid", "Send multipart/form-data with the recording in the field 'file'.");
        if (request.ContentLength is { } announced && store.WhyNot(0, announced) is { } refused) return refused;

        var (partId, fields, fileName) = (Guid.CreateVersion7(clock.GetUtcNow()), new Dictionary<string, string>(), (string?)null);
        var whole = false;
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = 16 << 10 };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (disposition.IsFileDisposition())
                {
                    if (fileName is not null) return Error.InvalidField("file", "request.invalid", "Only one file at a time.");
                    fileName = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value ?? "";
                    var stored = await store.AppendAsync(section.Body, store.PartPathOf(partId), 0, store.Largest, cancellationToken);
                    if (!stored.Ok) return stored.Error;
                    if (stored.Value == 0) return Error.InvalidField("file", "recording.empty", "The file is empty.");
                }
                else
                {
                    if (fields.Count == MostFields) return Error.Invalid("request.invalid", $"A form may have {MostFields} fields.");
                    var text = await TextAsync(section, cancellationToken);
                    if (text is null) return Error.InvalidField(name, "request.invalid_parameter", $"The field '{name}' is too long.");
                    fields[name.ToLowerInvariant()] = text;
                }
            }

            if (fileName is null) return Error.InvalidField("file", "request.invalid", "The form has no file: send the recording in the field 'file'.");
            whole = true;
            return new SubmittedForm(partId, fileName, fields);
        }
        catch (Exception e) when (e is InvalidDataException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return Error.Invalid("request.invalid", "The form ends before its end, or is no form.");
        }
        finally
        {
            if (!whole) store.DeletePart(partId);
        }
    }

    private static async Task<string?> TextAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(section.Body);
        var buffer = new char[LongestField + 1];
        var length = await text.ReadBlockAsync(buffer, cancellationToken);
        return length > LongestField ? null : new string(buffer, 0, length);
    }
}
