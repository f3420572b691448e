using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Transcription.OpenAi;

/// <summary>JSON as OpenAI writes it: snake_case, null where there is nothing, letters of all languages as they are.</summary>
internal static class OpenAiJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
