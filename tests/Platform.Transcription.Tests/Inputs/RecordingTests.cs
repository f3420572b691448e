using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data.Events;
using Platform.Kernel.Events;
using Platform.Testing;
using Platform.Transcription.Inputs.Recordings;
using Platform.Transcription.Queue;
using Platform.Transcription.Tests.Queue;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Inputs;

/// <summary>Recordings that another module tells of: transcribed by rule, once, and said why when not.</summary>
[Collection(Postgres.Name)]
public sealed class RecordingTests(PostgresServer server)
{
    private const string Root = "/api/v1/transcription/recording-rules";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recording_that_a_rule_fits_is_transcribed_once_and_its_transcript_told_on(bool postgres)
    {
        var engine = new ScriptedEngine { Steps = 1 };
        engine.Allow();
        await using var app = await TranscriptionApp.StartAsync(postgres ? await server.CreateDatabaseAsync() : null, engine: engine);
        await AddAsync(app, new { path = "live/*", enabled = true, language = "en", priority = 3 });
        var recording = Recording(await Spoken.ShortAsync(), "live/studio");
        await RaiseAsync(app, recording);
        await DeliveredAsync(app, 1);

        // Told of again, by the same event and by another of the same recording.
        await RaiseAsync(app, recording);
        await RaiseAsync(app, recording with { Id = Guid.NewGuid() });
        await DeliveredAsync(app, 3);
        var item = Assert.Single(await ItemsAsync(app));
        Assert.Equal(("live studio short.wav", InputSource.Recording, 3, "en"), (item.Name, item.Source, item.Priority, item.Recipe.Language));
        await app.UntilAsync(item.Id.ToString(), "completed");
        Assert.True(File.Exists(recording.File), "a recording is its recorder's");

        var archive = (Archive)app.Services.GetServices<IEventSubscriber>().Single(s => s is Archive);
        await QueueTests.WaitAsync(() => !archive.Told.IsEmpty);
        var told = Assert.Single(archive.Told);
        Assert.Equal((item.Id, item.Name, 1, "en", recording.RecordingId), (told.TranscriptionId, told.Name, told.Version, told.Language, told.RecordingId));
    }

    [Fact]
    public async Task Nothing_is_transcribed_without_a_rule_that_is_on_and_of_several_the_more_exact_one_counts()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Scheduling:Lanes:Speech"] = "0" }, engine: new ScriptedEngine());
        var file = await Spoken.ShortAsync();
        await RaiseAsync(app, Recording(file, "live/studio"));
        await AddAsync(app, new { path = "live/*" });
        await RaiseAsync(app, Recording(file, "live/studio"));
        await DeliveredAsync(app, 2);
        Assert.Empty(await ItemsAsync(app));

        await AddAsync(app, new { path = "*", enabled = true, preset = "subtitles" });
        await AddAsync(app, new { path = "live/st*", enabled = true, preset = "music" });
        await RaiseAsync(app, Recording(file, "live/studio"));
        await RaiseAsync(app, Recording(file, "other"));
        await DeliveredAsync(app, 4);
        Assert.Equal(["music", "subtitles"], (await ItemsAsync(app)).Select(i => i.Preset).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_recording_that_is_gone_or_has_no_sound_is_listed_with_the_reason()
    {
        await using var app = await TranscriptionApp.StartAsync(engine: new ScriptedEngine());
        await AddAsync(app, new { path = "*", enabled = true });
        var text = Path.Combine(app.Folder, "notes.mp4");
        await File.WriteAllTextAsync(text, "no sound");
        await RaiseAsync(app, Recording(Path.Combine(app.Folder, "deleted.mp4"), "a"));
        await RaiseAsync(app, Recording(text, "b"));
        await DeliveredAsync(app, 2);
        var items = await ItemsAsync(app);
        Assert.All(items, i => Assert.Equal(TranscriptionState.Failed, i.State));
        Assert.Equal(["recording.gone", "transcription.audio_unreadable"], items.Select(i => i.ErrorCode).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(app.Folder, (await app.GetJsonAsync("/api/v1/transcriptions")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_is_checked_changed_and_deleted()
    {
        await using var app = await TranscriptionApp.StartAsync(engine: new ScriptedEngine());
        foreach (var (body, field) in ((object, string)[])[(new { path = "" }, "path"), (new { path = "*", preset = "xl" }, "preset"), (new { path = "*", priority = 101 }, "priority")])
        {
            using var refused = await app.PostAsync(Root, body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains($"\"{field}\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var id = await AddAsync(app, new { path = "live/*" });
        using var changed = await app.Client.PutAsync(new Uri($"{Root}/{id}", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { path = "live/*", enabled = true, version = 1 }));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var late = await app.Client.PutAsync(new Uri($"{Root}/{id}", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { path = "other", version = 1 }));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var deleted = await app.Client.DeleteAsync(new Uri($"{Root}/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await app.QueryAsync(db => db.Set<RecordingRule>().ToListAsync()));
    }

    private static RecordingReady Recording(string file, string path) => new()
    {
        Id = Guid.NewGuid(),
        At = TimeProvider.System.GetUtcNow(),
        RecordingId = Guid.NewGuid(),
        Source = "mediamtx",
        Path = path,
        File = file,
        Node = Environment.MachineName,
        Bytes = 1,
    };

    /// <summary>As another module does: in a transaction of its own, and then a knock.</summary>
    private static async Task RaiseAsync(TranscriptionApp app, RecordingReady recording)
    {
        var outbox = app.Get<Outbox>();
        await app.QueryAsync(async db =>
        {
            outbox.Add(db, recording);
            return await db.SaveChangesAsync();
        });
        await outbox.WakeAsync<RecordingReady>(CancellationToken.None);
    }

    private static Task DeliveredAsync(TranscriptionApp app, int count) => QueueTests.WaitAsync(async () =>
        await app.QueryAsync(db => db.Set<OutboxMessage>().CountAsync(m => m.EventName == RecordingReady.EventName && m.State == DeliveryState.Delivered)) == count);

    private static Task<List<TranscriptionItem>> ItemsAsync(TranscriptionApp app) => app.QueryAsync(db => db.Items().AsNoTracking().ToListAsync());

    private static async Task<Guid> AddAsync(TranscriptionApp app, object rule)
    {
        using var answer = await app.PostAsync(Root, rule);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }
}
