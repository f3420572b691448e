using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.Transcription.Tests.OpenAi;

internal static class Errors
{
    /// <summary>The answer is an error in OpenAI's shape.</summary>
    public static async Task<string> AssertErrorAsync(this HttpResponseMessage answer, HttpStatusCode status, string type, string? param, string? code)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["error"], body.EnumerateObject().Select(p => p.Name));
        var error = body.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal((status, type, param, code), (answer.StatusCode, error.GetProperty("type").GetString(), error.GetProperty("param").GetString(), error.GetProperty("code").GetString()));
        return error.GetProperty("message").GetString()!;
    }
}
