using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Presets;

/// <summary>Presets: what comes with the platform, and people's own.</summary>
public sealed class PresetTests
{
    private const string Root = "/api/v1/transcription/presets";

    [Fact]
    public async Task Those_of_stt_faster_are_there_by_name_and_cannot_be_changed()
    {
        await using var app = await TranscriptionApp.StartAsync();
        var all = (await app.GetJsonAsync(Root)).GetProperty("items").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!);
        Assert.All((string[])["et-large", "et-32", "turbo", "distil", "large8gb", "small", "draft-en", "music", "translate-en", "subtitles"], name => Assert.Contains(name, all.Keys));
        Assert.Equal(("et", "cuda float16"), (all["et-large"].GetProperty("recipe").GetProperty("language").GetString(), all["et-large"].GetProperty("device").GetString()));
        Assert.True(all["auto"].GetProperty("isDefault").GetBoolean());
        using var changed = await app.Client.PutAsJsonAsync(new Uri($"{Root}/et-large", UriKind.Relative), new { name = "et-large" });
        using var deleted = await app.Client.DeleteAsync(new Uri($"{Root}/ET-LARGE", UriKind.Relative));
        using var taken = await app.PostAsync(Root, new { name = "Small" });
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (changed.StatusCode, deleted.StatusCode, taken.StatusCode));
    }

    [Fact]
    public async Task One_of_ones_own_is_added_changed_deleted_and_restored()
    {
        await using var app = await TranscriptionApp.StartAsync();
        using var made = await app.PostAsync(Root, new { name = "Interviews", recipe = new { engine = "pocketsphinx", language = "en", formats = (string[])["srt"] } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var late = await app.Client.PutAsJsonAsync(new Uri($"{Root}/interviews", UriKind.Relative), new { name = "interviews", version = 7 });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var changed = await app.Client.PutAsJsonAsync(new Uri($"{Root}/interviews", UriKind.Relative), new { name = "interviews", description = "Two people", version = 1, recipe = new { decoding = new { beamSize = 3 } } });
        var view = await changed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((2, 3), (view.GetProperty("version").GetInt32(), view.GetProperty("recipe").GetProperty("decoding").GetProperty("beamSize").GetInt32()));

        using var deleted = await app.Client.DeleteAsync(new Uri($"{Root}/interviews", UriKind.Relative));
        using var gone = await app.Client.GetAsync(new Uri($"{Root}/interviews", UriKind.Relative));
        using var restored = await app.PostAsync($"{Root}/interviews:restore");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.OK), (deleted.StatusCode, gone.StatusCode, restored.StatusCode));
    }

    [Fact]
    public async Task A_recipe_that_is_wrong_is_refused_by_its_field()
    {
        (string Recipe, string Field)[] wrong =
        [
            ("""{"decoding":{"beamSize":0}}""", "decoding.beamSize"),
            ("""{"voice":{"threshold":1.5}}""", "voice.vadThreshold"),
            ("""{"decoding":{"noSpeechThreshold":-1}}""", "decoding.noSpeechThreshold"),
            ("""{"preprocessing":{"steps":[{"step":"resample"},{"mix":2,"step":"rnnoise"}]}}""", "preprocessing.steps[1].mix"),
            ("""{"preprocessing":{"steps":[{"step":"denoise"},{"step":"resample"}]}}""", "preprocessing.steps[0].step"),
            ("""{"preprocessing":{"steps":[{"hz":80}]}}""", "preprocessing.steps[0].step"),
            ("""{"engine":"magic"}""", "engine"),
            ("""{"language":"Estonian please"}""", "language"),
            ("""{"model":"../../etc/passwd"}""", "model"),
            ("""{"formats":[]}""", "formats"),
        ];
        await using var app = await TranscriptionApp.StartAsync();
        foreach (var (recipe, field) in wrong)
        {
            using var refused = await app.PostAsync(Root, new { name = "mine", recipe = JsonDocument.Parse(recipe).RootElement });
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
            Assert.True(errors.TryGetProperty(field, out _), errors.GetRawText());
        }
    }
}
