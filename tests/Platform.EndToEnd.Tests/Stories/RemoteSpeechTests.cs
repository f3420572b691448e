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
        var key = await KeyAsync(far, "operator");
        await using var near = await PlatformProcess.StartAsync(environment: new Dictionary<string, string>
        {
            ["PLATFORM__Speech__SpeechToText"] = "openai",
            ["PLATFORM__Speech__OpenAi__BaseUrl"] = $"{far.Url}/v1",
            ["PLATFORM__Speech__OpenAi__ApiKey"] = key,
            ["PLATFORM__Speech__OpenAi__Retries"] = "0",
        });
        using var http = await HttpAsync(near);
        using (await http.PutAsJsonAsync("/api/v1/settings/Scheduling:Lanes:Speech", new { value = "0" }))
        {
        }

        // With its speech lane off it listens to nothing itself, and says so; the other one's engine answers.
        Assert.Contains("the market", await TryAsync(http), StringComparison.OrdinalIgnoreCase);
        using var form = new MultipartFormDataContent { { new StringContent("pocketsphinx"), "model" }, { new ByteArrayContent(new byte[4]), "file", "a.wav" } };
        using var refused = await http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("speech.lane_off", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetString());

        await far.KillAsync();
        var (status, problem) = await FailAsync(http);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "speech.server_unreachable"), (status, problem.GetProperty("code").GetString()));
        Assert.Contains(new Uri(far.Url).Authority, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        // What is queued meanwhile needs no speech lane here: it waits, says for whom, and is done when that one is back.
        var id = await SubmitAsync(http);
        await UntilAsync(http, id, i => i.GetProperty("reason").GetString()?.Contains(new Uri(far.Url).Authority, StringComparison.Ordinal) == true && i.GetProperty("state").GetString() == "queued");
        await far.StartAgainAsync();
        var done = await UntilAsync(http, id, i => i.GetProperty("state").GetString() == "completed");
        Assert.Equal("openai", done.GetProperty("engine").GetString());
        var text = await http.GetStringAsync(new Uri($"/api/v1/transcriptions/{id}/transcript?format=txt", UriKind.Relative));
        Assert.Contains("the market", text, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> SubmitAsync(HttpClient http)
    {
        var folder = Directory.CreateTempSubdirectory("platform-remote-");
        try
        {
            var path = await SpokenFile.MakeAsync(folder.FullName);
            using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(path)), "file", "news.wav" } };
            using var answer = await http.PostAsync(new Uri("/api/v1/transcriptions:submit", UriKind.Relative), form);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.True(answer.IsSuccessStatusCode, body.ToString());
            return body.GetProperty("id").GetString()!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JsonElement> UntilAsync(HttpClient http, string id, Func<JsonElement, bool> wanted)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(3);
        while (true)
        {
            var item = await http.GetFromJsonAsync<JsonElement>($"/api/v1/transcriptions/{id}");
            if (wanted(item)) return item;
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"It is still {item}");
            await Task.Delay(300);
        }
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
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync(platform, "admin"));
        return http;
    }

    private static async Task<string> KeyAsync(PlatformProcess platform, string role)
    {
        var created = await CommandLine.RunAsync(platform, "apikey", "create", $"test-{Guid.NewGuid():N}", "--role", role, "--output", "json");
        Assert.True(created.Code == 0, created.ToString());
        return created.Json.GetProperty("key").GetString()!;
    }
}
