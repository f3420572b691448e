using System.Text.Json;
using Platform.Speech;
using Platform.Testing;
using Platform.Transcription.Presets;
using Platform.Transcription.Queue;
using Platform.Transcription.Results;
using Platform.Transcription.Results.Search;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Results;

/// <summary>Full-text search means the same on both databases.</summary>
[Collection(Postgres.Name)]
public sealed class SearchTests(PostgresServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_said_is_found_in_all_transcripts_with_the_second_it_was_said_at(bool postgres)
    {
        await using var app = await TranscriptionApp.StartAsync(postgres ? await server.CreateDatabaseAsync() : null, new() { ["Scheduling:Lanes:Speech"] = "0" });
        var older = await AddAsync(app, "older.wav", "Tere tulemast, head kuulajad", "the harbour of Pärnu was closed");
        var newer = await AddAsync(app, "newer.wav", "good evening", "the Harbour opens again tomorrow", "nothing else");

        var found = await FindAsync(app, "harbour");
        Assert.Equal([(newer, 1), (older, 1)], found.Select(h => (h.GetProperty("transcriptionId").GetGuid(), h.GetProperty("segment").GetInt32())));
        Assert.Equal("the [Harbour] opens again tomorrow", Marked(found[0]));
        Assert.Equal(10.5, found[0].GetProperty("at").GetDouble());

        Assert.Equal([older], await IdsAsync(app, "harbour pärnu"));
        Assert.Equal([newer], await IdsAsync(app, "\"opens again\""));
        Assert.Empty(await IdsAsync(app, "\"again opens\""));
        Assert.Equal([newer], await IdsAsync(app, "tomor*"));
        Assert.Empty(await IdsAsync(app, "tomor"));
        Assert.Equal([older], await IdsAsync(app, "KUULAJAD"));

        // Whatever is typed is words, never an operator.
        Assert.Empty(await IdsAsync(app, "harbour') OR 1=1 --"));
        Assert.Empty(await IdsAsync(app, "NOT AND OR NEAR("));
        using var nothing = await app.Client.GetAsync(new Uri("/api/v1/transcriptions/search?query=%22%20*", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, nothing.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_follow_one_another_and_what_was_replaced_or_deleted_is_not_found(bool postgres)
    {
        await using var app = await TranscriptionApp.StartAsync(postgres ? await server.CreateDatabaseAsync() : null, new() { ["Scheduling:Lanes:Speech"] = "0" });
        var first = await AddAsync(app, "a.wav", "storm one", "storm two", "calm");
        var second = await AddAsync(app, "b.wav", "storm three");
        var texts = new List<string>();
        string? cursor = null;
        do
        {
            var page = await app.GetJsonAsync($"/api/v1/transcriptions/search?query=storm&limit=1&cursor={cursor}");
            texts.AddRange(page.GetProperty("items").EnumerateArray().Select(h => Marked(h)));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal(["[storm] three", "[storm] one", "[storm] two"], texts);

        using var saved = await app.Client.PutAsync(
            new Uri($"/api/v1/transcriptions/{first}/transcript", UriKind.Relative),
            System.Net.Http.Json.JsonContent.Create(new { version = 1, segments = new[] { new { start = 0.0, end = 5.0, text = "a gale" } } }));
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        Assert.Equal([second], await IdsAsync(app, "storm"));
        Assert.Equal([first], await IdsAsync(app, "gale"));
        using var deleted = await app.Client.DeleteAsync(new Uri($"/api/v1/transcriptions/{first}", UriKind.Relative));
        Assert.Empty(await IdsAsync(app, "gale"));
    }

    [Fact]
    public async Task A_lost_index_is_made_again_at_the_start_with_what_was_there()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Scheduling:Lanes:Speech"] = "0" });
        var id = await AddAsync(app, "a.wav", "storm one");
        await app.QueryAsync(async db => await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, $"DROP TABLE {SearchIndex.SqliteTable}"));
        await app.QueryAsync(async db =>
        {
            await SearchIndex.EnsureAsync(db, CancellationToken.None);
            return 0;
        });
        Assert.Equal([id], await IdsAsync(app, "storm"));
    }

    internal static async Task<Guid> AddAsync(TranscriptionApp app, string name, params string[] texts)
    {
        var now = TimeProvider.System.GetUtcNow();
        var item = new TranscriptionItem
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            SortName = name,
            State = TranscriptionState.Completed,
            Priority = 0,
            OwnerId = "user:1",
            OwnerName = "ana",
            Source = InputSource.Upload,
            Input = InputState.Removed,
            Track = 0,
            Preset = "auto",
            Recipe = new TranscriptionRecipe(),
            CreatedAt = now,
            QueuedAt = now,
            FinishedAt = now,
            TextVersion = 1,
            SegmentCount = texts.Length,
        };
        await app.QueryAsync(async db =>
        {
            db.Add(item);
            db.AddRange(texts.Select((text, n) => StoredSegment.Of(item.Id, n, Segment(text, n))));
            return await db.SaveChangesAsync();
        });
        return item.Id;
    }

    // A word every half second, a segment every ten.
    private static TranscriptSegment Segment(string text, int number)
    {
        var start = TimeSpan.FromSeconds(10 * number);
        return new TranscriptSegment(start, start + TimeSpan.FromSeconds(9), text)
        {
            Words = [.. text.Split(' ').Select((w, i) => new TranscriptWord(w, start + TimeSpan.FromSeconds(0.5 * i), start + TimeSpan.FromSeconds(0.5 * (i + 1)), 0.9))],
        };
    }

    private static async Task<List<JsonElement>> FindAsync(TranscriptionApp app, string query) =>
        [.. (await app.GetJsonAsync($"/api/v1/transcriptions/search?query={Uri.EscapeDataString(query)}")).GetProperty("items").EnumerateArray()];

    private static async Task<List<Guid>> IdsAsync(TranscriptionApp app, string query) => (await FindAsync(app, query)).ConvertAll(h => h.GetProperty("transcriptionId").GetGuid());

    private static string Marked(JsonElement hit) =>
        string.Concat(hit.GetProperty("text").EnumerateArray().Select(p => p.GetProperty("hit").GetBoolean() ? $"[{p.GetProperty("text")}]" : p.GetProperty("text").GetString()));
}
