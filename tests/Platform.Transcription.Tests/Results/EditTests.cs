using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Transcription.Queue;
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
    public async Task Times_are_changed_segments_cut_and_joined_and_versions_keep_them()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "good evening", "the harbor is closed", "and now the weather");
        var url = $"/api/v1/transcriptions/{id}/transcript";
        await SaveAsync(app, url, 1, (0.25, 5, "good", null), (5, 9, "evening", null), (10, 29, "the harbor is closed and now the weather", null));
        var read = await app.GetJsonAsync(url);
        Assert.Equal([(0.25, 5.0), (5.0, 9.0), (10.0, 29.0)], Times(read));

        using var restored = await app.PostAsync($"{url}/versions/1:restore");
        var old = await restored.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(3, Times(old).Count);
        using var again = await app.PostAsync($"{url}/versions/2:restore");
        Assert.Equal([(0.25, 5.0), (5.0, 9.0), (10.0, 29.0)], Times(await again.Content.ReadFromJsonAsync<JsonElement>()));
    }

    [Fact]
    public async Task Words_end_with_their_segment_and_stay_around_a_correction()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "the harbor is closed");
        var url = $"/api/v1/transcriptions/{id}/transcript";
        object[] words = [new { text = "the", start = 1.0, end = 2.0, confidence = 0.9 }, new { text = "harbor", start = 2.0, end = 4.0, confidence = 0.4 }, new { text = "is", start = 4.0, end = 5.0 }, new { text = "closed", start = 5.0, end = 8.0 }];
        using var corrected = await app.Client.PutAsync(new Uri(url, UriKind.Relative), JsonContent.Create(new { version = 1, segments = new[] { new { start = 1.5, end = 6.0, text = "the old harbour is closed", words } } }));
        var after = await corrected.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            [("the", 1.5, 2.0), ("old", 2.0, 3.0), ("harbour", 3.0, 4.0), ("is", 4.0, 5.0), ("closed", 5.0, 6.0)],
            after.GetProperty("segments")[0].GetProperty("words").EnumerateArray().Select(w => (w.GetProperty("text").GetString(), w.GetProperty("start").GetDouble(), w.GetProperty("end").GetDouble())));
    }

    [Fact]
    public async Task Nothing_ends_after_the_recording_but_what_an_engine_heard_there()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "good evening", "the harbor is closed");
        await app.QueryAsync(db => db.Set<TranscriptionItem>().ExecuteUpdateAsync(set => set.SetProperty(i => i.Duration, TimeSpan.FromSeconds(15))));
        var url = $"/api/v1/transcriptions/{id}/transcript";
        var heard = Times(await app.GetJsonAsync(url))[1].End;
        Assert.True(heard > 16);
        using var late = await PutAsync(app, url, 1, (0, 9, "good evening", null), (10, heard + 1, "the harbour is closed", null));
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        Assert.Contains("The recording ends at 15 s.", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await SaveAsync(app, url, 1, (0, 9, "good evening", null), (10, heard, "the harbour is closed", null));
    }

    /// <summary>What is written is the difference to what was there: after any change the text is what was sent, and so is what is found.</summary>
    [Fact]
    public async Task After_any_number_of_changes_the_text_is_what_was_sent()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var random = new Random(20);
        List<(double Start, double End, string Text, string? Speaker)> text = [.. Enumerable.Range(0, 60).Select(n => (n * 2.0, (n * 2.0) + 1, $"passage{n}", (string?)null))];
        var id = await SearchTests.AddAsync(app, "a.wav", "to begin with");
        var url = $"/api/v1/transcriptions/{id}/transcript";
        var version = 1;
        for (var change = 0; change < 12; change++)
        {
            if (change > 0)
            {
                var at = random.Next(text.Count - 1);
                var (start, end, said, speaker) = text[at];
                if (change % 4 == 0) text.RemoveRange(at, random.Next(1, Math.Min(6, text.Count - at)));
                else if (change % 4 == 1) text.Insert(at + 1, (start + 0.5, end, $"cut{change}", speaker));
                else if (change % 4 == 2) text = [.. text.Select((s, n) => n % 7 == 0 ? s with { Text = $"{s.Text} again{change}" } : s)];
                else text[at] = (start, end, said, $"Speaker {change}");
            }

            using var saved = await PutAsync(app, url, version, [.. text]);
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
            var read = await app.GetJsonAsync(url);
            version = read.GetProperty("version").GetInt32();
            Assert.Equal(text.Select(s => (s.Text, s.Speaker)), read.GetProperty("segments").EnumerateArray().Select(s => (s.GetProperty("text").GetString()!, s.GetProperty("speaker").GetString())));
            Assert.Equal(text.Count, read.GetProperty("segmentCount").GetInt32());
        }

        foreach (var word in (string[])["again2", "again10", "cut1", "passage0"])
        {
            var found = await app.GetJsonAsync($"/api/v1/transcriptions/search?query={word}&limit=200");
            Assert.Equal(
                text.Index().Where(s => s.Item.Text.Split(' ').Contains(word)).Select(s => s.Index),
                found.GetProperty("items").EnumerateArray().Select(h => h.GetProperty("segment").GetInt32()).Order());
        }
    }

    [Fact]
    public async Task An_editor_gets_only_the_version_and_only_what_is_new()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: NoWork);
        var id = await SearchTests.AddAsync(app, "a.wav", "one", "two", "three");
        var url = new Uri($"/api/v1/transcriptions/{id}/transcript", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = JsonContent.Create(new { version = 1, segments = new[] { new { start = 0, end = 9, text = "one more" } } }) };
        request.Headers.Add("Prefer", "return=minimal");
        using var saved = await app.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.NoContent, "\"2\""), (saved.StatusCode, saved.Headers.ETag?.ToString()));

        await SaveAsync(app, url.ToString(), 2, (0, 9, "one", null), (10, 19, "two", null), (20, 29, "three", null));
        var news = await app.GetJsonAsync($"{url}?from=2");
        Assert.Equal(["three"], news.GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("text").GetString()));
        Assert.Equal(3, news.GetProperty("segmentCount").GetInt32());
        var first = await app.GetJsonAsync($"{url}?limit=1");
        Assert.Equal(["one"], first.GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("text").GetString()));
        Assert.Equal(3, first.GetProperty("segmentCount").GetInt32());
        Assert.Equal(3, (await app.GetJsonAsync($"{url}?from=90")).GetProperty("segmentCount").GetInt32());
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

    private static List<(double Start, double End)> Times(JsonElement transcript) =>
        [.. transcript.GetProperty("segments").EnumerateArray().Select(s => (s.GetProperty("start").GetDouble(), s.GetProperty("end").GetDouble()))];

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
