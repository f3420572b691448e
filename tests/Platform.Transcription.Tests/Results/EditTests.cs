using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Results;

/// <summary>Texts are changed by people, and no change is lost to another.</summary>
public sealed class EditTests
{
    private static readonly Dictionary<string, string?> NoWork = new() { ["Scheduling:Lanes:Speech"] = "0" };

    [Fact]
    public async Task A_change_keeps_the_words_that_still_fit_and_the_text_before()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "good evening", "the harbor is closed");
        var url = $"/api/v1/transcriptions/{id}/transcript";
        var saved = await SaveAsync(app, url, 1, (0, 9, "good evening", "Anna"), (10, 19, "the harbour is closed", null));
        Assert.Equal(2, saved.GetProperty("version").GetInt32());
        var segments = saved.GetProperty("segments").EnumerateArray().ToList();
        Assert.Equal(2, segments[0].GetProperty("words").GetArrayLength());
        Assert.False(segments[1].TryGetProperty("words", out var words) && words.ValueKind == JsonValueKind.Array);

        // At once again by the same author, as an editor saves by itself: one version is left, not two.
        await SaveAsync(app, url, 2, (0, 9, "good evening all", "Anna"));
        var versions = (await app.GetJsonAsync($"{url}/versions")).EnumerateArray().Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("current").GetBoolean())).ToList();
        Assert.Equal([(3, true), (1, false)], versions);

        using var restored = await app.PostAsync($"{url}/versions/1:restore");
        var back = await restored.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["good evening", "the harbor is closed"], back.GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("text").GetString()));
        Assert.Equal(2, back.GetProperty("segments")[0].GetProperty("words").GetArrayLength());
        Assert.Equal([4, 3, 1], (await app.GetJsonAsync($"{url}/versions")).EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_text_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "good evening");
        var url = $"/api/v1/transcriptions/{id}/transcript";
        await SaveAsync(app, url, 1, (0, 9, "good evening all", null));
        using var late = await PutAsync(app, url, 1, (0, 9, "bad evening", null));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("transcript.changed", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("good evening all", (await app.GetJsonAsync(url)).GetProperty("segments")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(5, 4, "text", "segments[0].end")]
    [InlineData(-1, 4, "text", "segments[0].end")]
    [InlineData(0, 4, "  ", "segments[0].text")]
    public async Task A_text_that_makes_no_sense_is_refused_by_its_field(double start, double end, string text, string field)
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "good evening");
        using var refused = await PutAsync(app, $"/api/v1/transcriptions/{id}/transcript", 1, (start, end, text, null));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(field, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speaker_gets_a_name_throughout()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "one", "two", "three");
        var url = $"/api/v1/transcriptions/{id}/transcript";
        await SaveAsync(app, url, 1, (0, 9, "one", "S1"), (10, 19, "two", "S2"), (20, 29, "three", "S1"));
        using var named = await app.Client.PutAsync(new Uri($"/api/v1/transcriptions/{id}/speakers", UriKind.Relative), JsonContent.Create(new { version = 2, from = "S1", to = "Anna" }));
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        Assert.Equal(["Anna", "S2", "Anna"], (await app.GetJsonAsync(url)).GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("speaker").GetString()));
        using var unknown = await app.Client.PutAsync(new Uri($"/api/v1/transcriptions/{id}/speakers", UriKind.Relative), JsonContent.Create(new { version = 3, from = "S9", to = "Anna" }));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    private static async Task<JsonElement> SaveAsync(TranscriptionApp app, string url, int version, params (double Start, double End, string Text, string? Speaker)[] segments)
    {
        using var answer = await PutAsync(app, url, version, segments);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<HttpResponseMessage> PutAsync(TranscriptionApp app, string url, int version, params (double Start, double End, string Text, string? Speaker)[] segments) =>
        app.Client.PutAsync(
            new Uri(url, UriKind.Relative),
            JsonContent.Create(new { version, segments = segments.Select(s => new { start = s.Start, end = s.End, text = s.Text, speaker = s.Speaker }) }));
}
