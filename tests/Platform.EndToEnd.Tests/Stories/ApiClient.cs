using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The API as a script would use it: a key from the command line, and curl.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    private ApiClient(HttpClient http) => _http = http;

    /// <summary>A client with a new key of the given role, made with <c>platform apikey create</c>.</summary>
    public static async Task<ApiClient> CreateAsync(PlatformProcess platform, string role = "admin")
    {
        var created = await CommandLine.RunAsync(platform, "apikey", "create", $"test-{Guid.NewGuid():N}", "--role", role, "--output", "json");
        Assert.True(created.Code == 0, created.ToString());
        var http = new HttpClient { BaseAddress = new Uri(platform.Url), Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", created.Json.GetProperty("key").GetString());
        return new ApiClient(http);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : JsonContent.Create(body));
        return await ReadAsync(answer);
    }

    public async Task<JsonElement> PutAsync(string path, object body)
    {
        using var answer = await _http.PutAsync(new Uri(path, UriKind.Relative), JsonContent.Create(body));
        return await ReadAsync(answer);
    }

    /// <summary>Orders the transcription of a file; its id.</summary>
    public async Task<string> SubmitAsync(string file, string preset)
    {
        using var form = new MultipartFormDataContent { { new StringContent(preset), "preset" }, { new ByteArrayContent(await File.ReadAllBytesAsync(file)), "file", Path.GetFileName(file) } };
        using var answer = await _http.PostAsync(new Uri("/api/v1/transcriptions:submit", UriKind.Relative), form);
        return (await ReadAsync(answer)).GetProperty("id").GetString()!;
    }

    /// <summary>Asks until the answer is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> wanted, TimeSpan? patience = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + (patience ?? TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer)) return answer;
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"{path} is still {answer}");
            await Task.Delay(200);
        }
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllAsync(string path)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(cursor is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(cursor)}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return items;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {answer.RequestMessage!.RequestUri}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(Encoding.UTF8.GetBytes(text)).RootElement;
    }
}
