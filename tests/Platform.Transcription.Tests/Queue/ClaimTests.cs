using Microsoft.EntityFrameworkCore;
using Platform.Scheduling;
using Platform.Speech;
using Platform.Testing;
using Platform.Transcription.Presets;
using Platform.Transcription.Queue;
using Platform.Transcription.Tests.Results;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Queue;

/// <summary>Who has what: conditional changes, leases, and fairness between users.</summary>
[Collection(Postgres.Name)]
public sealed class ClaimTests(PostgresServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_whose_lease_was_taken_over_can_change_nothing_any_more(bool postgres)
    {
        await using var app = await StartAsync(postgres);
        var id = await QueuedAsync(app);
        var (claims, records, clock) = (app.Get<Claims>(), app.Get<RunRecords>(), TimeProvider.System);
        var dead = (await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None))!;
        Assert.Null(await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None));

        await ExpireAsync(app, id);
        var heir = (await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None))!;
        Assert.Equal((id, 2, 1), (heir.ItemId, heir.Item.Attempts, heir.Item.Deaths));

        var heard = new HeardSoFar(id, 0);
        heard.Add(new TranscriptSegment(TimeSpan.Zero, TimeSpan.FromSeconds(1), "late"));
        var pace = new RunPace(clock, TimeSpan.Zero, null);
        Assert.False(await claims.RenewAsync(dead, CancellationToken.None));
        Assert.False(await records.StoreAsync(dead, heard, TimeSpan.FromSeconds(1), pace, CancellationToken.None));
        Assert.False(await records.CompleteAsync(dead, heard, TimeSpan.FromSeconds(1), pace, CancellationToken.None));
        Assert.False(await records.FailAsync(dead, Kernel.Results.Error.Invalid("x", "late"), CancellationToken.None));
        Assert.False(await claims.ParkAsync(dead, CancellationToken.None));
        var item = await app.QueryAsync(db => db.Items().SingleAsync(i => i.Id == id));
        Assert.Equal((TranscriptionState.Running, 0, heir.Token), (item.State, item.SegmentCount, item.ClaimedBy));
        Assert.Empty((await app.GetJsonAsync($"/api/v1/transcriptions/{id}/transcript")).GetProperty("segments").EnumerateArray());

        Assert.True(await records.StoreAsync(heir, heard, TimeSpan.FromSeconds(1), pace, CancellationToken.None));
        Assert.Equal(0, await app.QueryAsync(db => db.Items().Where(i => i.Id == id).Select(i => i.Deaths).SingleAsync()));
    }

    [Fact]
    public async Task Only_an_expired_lease_is_taken_over()
    {
        await using var app = await StartAsync(postgres: false);
        var id = await QueuedAsync(app);
        var claims = app.Get<Claims>();
        var alive = (await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None))!;
        Assert.Null(await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None));
        Assert.True(await claims.RenewAsync(alive, CancellationToken.None));
        await ExpireAsync(app, id);
        Assert.NotNull(await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None));
    }

    [Fact]
    public async Task Work_that_kills_its_process_again_and_again_is_given_up()
    {
        await using var app = await StartAsync(postgres: false);
        var id = await QueuedAsync(app);
        var claims = app.Get<Claims>();
        for (var death = 0; death < 5; death++)
        {
            Assert.NotNull(await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None));
            await ExpireAsync(app, id);
        }

        Assert.Null(await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None));
        var item = await app.ItemAsync(id.ToString());
        Assert.Equal(("failed", "transcription.interrupted"), (item.GetProperty("state").GetString(), item.GetProperty("errorCode").GetString()));
        Assert.All((await app.GetJsonAsync($"/api/v1/transcriptions/{id}/attempts")).EnumerateArray(), a => Assert.Equal("interrupted", a.GetProperty("outcome").GetString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Users_take_turns_within_a_priority(bool postgres)
    {
        await using var app = await StartAsync(postgres);
        foreach (var owner in (string[])["ana", "ana", "ana", "ben", "cem"]) await QueuedAsync(app, owner);
        var urgent = await QueuedAsync(app, "ana", priority: 1);
        var claims = app.Get<Claims>();
        var order = new List<string>();
        while (await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None) is { } claim)
        {
            if (order.Count == 0) Assert.Equal(urgent, claim.ItemId);
            order.Add(claim.Item.OwnerId);
        }

        // Ana's urgent one first; then those who had nothing yet, and only then the rest of hers.
        Assert.Equal(["ana", "ben", "cem", "ana", "ana", "ana"], order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_said_to_come_before_comes_before(bool postgres)
    {
        await using var app = await StartAsync(postgres);
        foreach (var owner in (string[])["ana", "ana", "ana", "ben", "ben", "cem"]) await QueuedAsync(app, owner);
        await QueuedAsync(app, "ana", priority: 1);
        await QueuedAsync(app, "dia", priority: -1);
        var claims = app.Get<Claims>();

        // One of hers runs already, so that whose turn it is is not only who came first.
        Assert.Equal("ana", (await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None))!.Item.OwnerId);
        var said = (await app.GetJsonAsync("/api/v1/transcriptions?state=queued")).GetProperty("items").EnumerateArray()
            .OrderBy(i => i.GetProperty("position").GetInt32()).Select(i => i.GetProperty("id").GetGuid()).ToList();
        var taken = new List<Guid>();
        while (await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None) is { } claim) taken.Add(claim.ItemId);
        Assert.Equal(7, taken.Count);
        Assert.Equal(taken, said);
    }

    [Fact]
    public async Task What_another_node_has_is_left_to_it_and_says_so()
    {
        var database = await server.CreateDatabaseAsync();
        var engine = new ScriptedEngine { Steps = 1 };
        engine.Allow();
        Dictionary<string, string?> Node(string name, string speech) => new() { ["Scheduling:NodeName"] = name, ["Scheduling:Lanes:Speech"] = speech };
        await using var web = await TranscriptionApp.StartAsync(database, Node("web", "0"), engine: engine);
        await using var speech = await TranscriptionApp.StartAsync(database, Node("speech", "1"), engine: engine);
        var id = await QueueTests.SendAsync(web);
        var left = await speech.UntilAsync(id, i => i.GetProperty("reason").GetString()?.Contains("waits for node web", StringComparison.Ordinal) == true, "left to web");
        Assert.Equal("queued", left.GetProperty("state").GetString());
        var attempts = (await web.GetJsonAsync($"/api/v1/transcriptions/{id}/attempts")).EnumerateArray().ToList();
        Assert.Equal("recording.elsewhere", Assert.Single(attempts).GetProperty("errorCode").GetString());
        Assert.Null(await speech.Get<Claims>().TakeNextAsync(Lanes.Speech, CancellationToken.None));

        // The node that has it does it, as soon as it takes speech work.
        Assert.True(await web.Get<RunTranscription>().RunNextAsync(Lanes.Speech, (_, _) => { }, CancellationToken.None));
        Assert.Equal("completed", (await speech.ItemAsync(id)).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_at_once_take_each_transcription_once(bool postgres)
    {
        await using var app = await StartAsync(postgres);
        for (var n = 0; n < 12; n++) await QueuedAsync(app, $"user:{n % 3}");
        var claims = app.Get<Claims>();
        var taken = (await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var mine = new List<Guid>();
            while (await claims.TakeNextAsync(Lanes.Speech, CancellationToken.None) is { } claim) mine.Add(claim.ItemId);
            return mine;
        }))).SelectMany(m => m).ToList();
        Assert.Equal((12, 12), (taken.Count, taken.Distinct().Count()));
    }

    // Nobody else takes from this queue.
    private async Task<TranscriptionApp> StartAsync(bool postgres) =>
        await TranscriptionApp.StartAsync(postgres ? await server.CreateDatabaseAsync() : null, new() { ["Scheduling:Lanes:Speech"] = "0" }, engine: new ScriptedEngine());

    private static async Task<Guid> QueuedAsync(TranscriptionApp app, string owner = "user:1", int priority = 0)
    {
        var id = await SearchTests.AddAsync(app, "a.wav");
        var now = TimeProvider.System.GetUtcNow();
        await app.QueryAsync(db => db.Items().Where(i => i.Id == id).ExecuteDeleteAsync());
        await app.QueryAsync(async db =>
        {
            db.Add(new TranscriptionItem
            {
                Id = id,
                Name = "a.wav",
                SortName = "a.wav",
                State = TranscriptionState.Queued,
                Priority = priority,
                OwnerId = owner,
                OwnerName = owner,
                Source = InputSource.Upload,
                Input = InputState.Ready,
                AudioFile = "a",
                Track = 0,
                Preset = "auto",
                Recipe = new TranscriptionRecipe(),
                CreatedAt = now,
                QueuedAt = now,
            });
            return await db.SaveChangesAsync();
        });
        return id;
    }

    private static Task<int> ExpireAsync(TranscriptionApp app, Guid id)
    {
        DateTimeOffset? past = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1);
        return app.QueryAsync(db => db.Items().Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseUntil, past)));
    }
}
