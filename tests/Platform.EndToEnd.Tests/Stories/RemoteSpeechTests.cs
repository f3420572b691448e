using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>
/// Two nodes: one has the engines, the other does no speech itself and asks the first by its OpenAI-compatible address. What it asks
/// with is OpenAI's own client library.
/// </summary>
public sealed class RemoteSpeechTests
{
    private const string Test = "/api/v1/speech/engines/speechToText/openai:test";

    [Fact]
    public async Task A_node_without_speech_uses_another_one_says_when_it_is_gone_and_goes_on_when_it_is_back()
    {
        await using var far = await PlatformProcess.StartAsync();
        var key = await KeyAsync(far);
        await using var near = await PlatformProcess.StartAsync(environment: new Dictionary<string, string>
        {
            ["PLATFORM__Scheduling__Lanes__Speech"] = "0",
            ["PLATFORM__Speech__OpenAi__BaseUrl"] = $"{far.Url}/v1",
            ["PLATFORM__Speech__OpenAi__ApiKey"] = key,
            ["PLATFORM__Speech__OpenAi__Retries"] = "0",
        });
        using var http = await HttpAsync(near);

        Assert.Contains("the market", await TryAsync(http), StringComparison.OrdinalIgnoreCase);
        await far.KillAsync();
        var (status, problem) = await FailAsync(http);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "speech.server_unreachable"), (status, problem.GetProperty("code").GetString()));
        Assert.Contains(new Uri(far.Url).Authority, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await far.StartAgainAsync();
        Assert.Contains("the market", await TryAsync(http), StringComparison.OrdinalIgnoreCase);

        // Asked itself, the near node says why it does not.
        using var form = new MultipartFormDataContent { { new StringContent("pocketsphinx"), "model" }, { new ByteArrayContent(new byte[4]), "file", "a.wav" } };
        using var refused = await http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("speech.lane_off", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetString());
    }

    private static async Task<string> TryAsync(HttpClient http)
    {
        using var answer = await http.PostAsync(new Uri(Test, UriKind.Relative), null);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("said").GetString()!;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Problem)> FailAsync(HttpClient http)
    {
        using var answer = await http.PostAsync(new Uri(Test, UriKind.Relative), null);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static async Task<HttpClient> HttpAsync(PlatformProcess platform)
    {
        var http = new HttpClient { BaseAddress = new Uri(platform.Url), Timeout = TimeSpan.FromMinutes(3) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync(platform));
        return http;
    }

    private static async Task<string> KeyAsync(PlatformProcess platform)
    {
        var created = await CommandLine.RunAsync(platform, "apikey", "create", $"test-{Guid.NewGuid():N}", "--role", "operator", "--output", "json");
        Assert.True(created.Code == 0, created.ToString());
        return created.Json.GetProperty("key").GetString()!;
    }
}
