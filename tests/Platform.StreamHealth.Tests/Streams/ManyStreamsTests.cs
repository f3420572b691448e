using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Streams;

public sealed class ManyStreamsOnSqlite : ManyStreamsTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync(settings: NoChecks);
}

[Collection(PostgresTests.Name)]
public sealed class ManyStreamsOnPostgres(PostgresServer server) : ManyStreamsTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync(), NoChecks);
}

/// <summary>Groups, bulk requests, imports and exports, through the API.</summary>
public abstract class ManyStreamsTests : OnBothDatabases
{
    private const string Streams = "/api/v1/streams";

    protected static Dictionary<string, string?> NoChecks => new() { ["Scheduling:Lanes:Probe"] = "0", ["Scheduling:Lanes:Media"] = "0" };

    [Fact]
    public async Task A_stream_inherits_from_its_group_and_the_group_from_the_settings()
    {
        var group = await PostAsync<GroupView>("/groups", new GroupInput { Name = " Main ", Schedule = "every 2m", Phase = 1, DeepSchedule = "every 10m", Thresholds = new() { MinLufs = -30 } });
        Assert.Equal(("Main", "every 2m", 3), (group.Name, group.Effective.Schedule, group.Effective.FailuresToDown));
        var stream = await App.AddAsync(new StreamInput { Url = Url("a"), GroupId = group.Id, FailuresToDown = 5, Thresholds = new() { MaxLufs = -9 } });
        Assert.Equal(("Main", null, "every 2m", 1), (stream.Group, stream.Schedule, stream.Effective.Schedule, stream.Effective.Phase));
        Assert.Equal(("every 10m", 3, 5), (stream.Effective.DeepSchedule, stream.Effective.DeepPhase, stream.Effective.FailuresToDown));
        Assert.Equal((-30d, -9d, -40d), (stream.Effective.Thresholds.MinLufs, stream.Effective.Thresholds.MaxLufs, stream.Effective.Thresholds.SilenceDb));

        using var changed = await App.Client.PutAsJsonAsync($"{Streams}/groups/{group.Id}", new GroupInput { Name = "Main", Schedule = "every 3m", DeepSchedule = "off", Version = 1 }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var after = await GetAsync(stream.Id);
        Assert.Equal(("every 3m", null, 3), (after.Effective.Schedule, after.Effective.DeepSchedule, after.Effective.Phase));

        using var again = await App.Client.PostAsJsonAsync($"{Streams}/groups", new GroupInput { Name = "MAIN" }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var stale = await App.Client.PutAsJsonAsync($"{Streams}/groups/{group.Id}", new GroupInput { Name = "Main", Version = 1 }, ApiJson.Options);
        Assert.Equal("group.changed", (await ProblemAsync(stale)).Code);
        using var deleted = await App.Client.DeleteAsync($"{Streams}/groups/{group.Id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        after = await GetAsync(stream.Id);
        Assert.Equal((null, "every 60s"), (after.Group, after.Effective.Schedule));
    }

    [Fact]
    public async Task A_dependency_must_be_there_and_must_not_lead_back()
    {
        var (a, b) = (await App.AddAsync(Input("a")), await App.AddAsync(Input("b")));
        var child = await PutAsync(a.Id, Input("a") with { ParentId = b.Id });
        Assert.Equal("b", (await child.Content.ReadFromJsonAsync<StreamView>(ApiJson.Options))!.Parent);
        Assert.Equal("stream.parent_cycle", (await ProblemAsync(await PutAsync(b.Id, Input("b") with { ParentId = a.Id }))).Code);
        Assert.Equal("stream.parent_self", (await ProblemAsync(await PutAsync(b.Id, Input("b") with { ParentId = b.Id }))).Code);
        Assert.Equal("stream.parent_unknown", (await ProblemAsync(await PutAsync(b.Id, Input("b") with { ParentId = Guid.NewGuid() }))).Code);
        Assert.Equal("stream.group_unknown", (await ProblemAsync(await PutAsync(b.Id, Input("b") with { GroupId = Guid.NewGuid() }))).Code);
    }

    [Fact]
    public async Task A_copy_has_all_but_the_address_and_the_history()
    {
        var group = await PostAsync<GroupView>("/groups", new GroupInput { Name = "G" });
        var stream = await App.AddAsync(Input("a") with { GroupId = group.Id, Tags = ["x"], SampleSeconds = 4, Thresholds = new() { ExpectedCodec = "MP3" } });
        var copy = await PostAsync<StreamView>($"/{stream.Id}:clone", new CloneInput { Url = Url("copy"), Name = "Copy" });
        Assert.Equal(("Copy", "G", 4, "MP3", "x"), (copy.Name, copy.Group, copy.SampleSeconds, copy.Thresholds.ExpectedCodec, Assert.Single(copy.Tags)));
        using var same = await App.Client.PostAsJsonAsync($"{Streams}/{stream.Id}:clone", new CloneInput { Url = Url("a") }, ApiJson.Options);
        Assert.Equal("stream.exists", (await ProblemAsync(same)).Code);
    }

    [Fact]
    public async Task One_request_changes_many_streams_and_says_what_became_of_each()
    {
        var all = new List<StreamView>();
        for (var i = 0; i < 4; i++) all.Add(await App.AddAsync(Input($"s{i}") with { Tags = i < 2 ? ["old"] : [] }));
        Guid[] ids = [.. all.Select(s => s.Id)];

        var tagged = await BulkAsync(new BulkInput { Action = BulkAction.Tag, Ids = [.. ids, Guid.NewGuid()], Tags = ["New", "old"] });
        Assert.Equal((5, 4, 1), (tagged.Matched, tagged.Changed, tagged.Failed));
        Assert.Equal("stream.not_found", Assert.Single(tagged.Items, i => i.Code is not null).Code);
        var untagged = await BulkAsync(new BulkInput { Action = BulkAction.Untag, Filter = new StreamFilter { Tag = "old" }, Expected = 4, Tags = ["old"] });
        Assert.Equal(4, untagged.Changed);
        Assert.Equal(["new"], (await GetAsync(ids[0])).Tags);
        Assert.Equal(4, (await ListAsync("search=new")).Count);

        var group = await PostAsync<GroupView>("/groups", new GroupInput { Name = "Bulk" });
        Assert.Equal(3, (await BulkAsync(new BulkInput { Action = BulkAction.Group, Ids = ids[..3], GroupId = group.Id })).Changed);
        Assert.Equal(3, (await ListAsync($"group={group.Id}")).Count);
        Assert.Single(await ListAsync("group=none"));

        await BulkAsync(new BulkInput { Action = BulkAction.Set, Ids = ids, Set = new BulkTerms { Schedule = "every 5 minutes", Phase = 1, Thresholds = new() { MinLufs = -28 } } });
        await BulkAsync(new BulkInput { Action = BulkAction.Set, Ids = ids, Set = new BulkTerms { DeepSchedule = "every 30m" }, Inherit = ["thresholds.minLufs"] });
        var set = await GetAsync(ids[3]);
        Assert.Equal(("every 5m", 1, "every 30m", null), (set.Schedule, set.Phase, set.DeepSchedule, set.Thresholds.MinLufs));

        Assert.Equal(4, (await BulkAsync(new BulkInput { Action = BulkAction.Pause, Filter = new StreamFilter() })).Changed);
        Assert.Equal((2, 0), (await BulkAsync(new BulkInput { Action = BulkAction.Pause, Ids = ids[..2] })) is var twice ? (twice.Matched, twice.Changed) : default);
        Assert.Equal("stream.paused", (await BulkAsync(new BulkInput { Action = BulkAction.Check, Ids = ids[..1] })).Items[0].Code);
        Assert.Equal(4, (await BulkAsync(new BulkInput { Action = BulkAction.Delete, Ids = ids })).Changed);
        Assert.Empty(await ListAsync(""));
        await App.AddAsync(Input("s0"));
        var restored = await BulkAsync(new BulkInput { Action = BulkAction.Restore, Ids = ids });
        Assert.Equal((3, "stream.exists"), (restored.Changed, Assert.Single(restored.Items, i => i.Code is not null).Code));
    }

    [Theory]
    [InlineData("""{"action":"pause"}""", "bulk.streams_missing")]
    [InlineData("""{"action":"pause","filter":{},"expected":7}""", "bulk.count_differs")]
    [InlineData("""{"action":"tag","filter":{}}""", "bulk.tags_invalid")]
    [InlineData("""{"action":"set","filter":{},"inherit":["colour"]}""", "bulk.inherit_invalid")]
    [InlineData("""{"action":"set","filter":{},"set":{"phase":9}}""", "bulk.phase_invalid")]
    [InlineData("""{"action":"group","filter":{},"groupId":"00000000-0000-0000-0000-000000000001"}""", "stream.group_unknown")]
    public async Task A_bulk_request_that_makes_no_sense_changes_nothing(string body, string code)
    {
        using var answer = await App.Client.PostAsync($"{Streams}/bulk", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(code, (await ProblemAsync(answer)).Code);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("m3u")]
    [InlineData("opml")]
    [InlineData("json")]
    public async Task An_export_read_back_after_everything_was_deleted_makes_the_same_streams(string format)
    {
        var group = await PostAsync<GroupView>("/groups", new GroupInput { Name = "Main, \"one\"", Schedule = "every 2m" });
        var parent = await App.AddAsync(Input("z-parent"));
        await App.AddAsync(Input("a") with { Name = "A & <b>", Tags = ["x", "y z"], GroupId = group.Id, ParentId = parent.Id, Thresholds = new() { SilenceDb = -45.5, IgnoredFindings = ["stream.slow"] } });
        var before = await App.Client.GetStringAsync($"{Streams}/export?format={format}");
        await BulkAsync(new BulkInput { Action = BulkAction.Delete, Filter = new StreamFilter() });
        await App.Client.DeleteAsync($"{Streams}/groups/{group.Id}");

        var preview = await ImportAsync(before, "dryRun=true");
        Assert.Equal((format, 2, 0, "Main, \"one\""), (preview.Format, preview.Added, preview.Refused, Assert.Single(preview.NewGroups)));
        Assert.Empty(await ListAsync(""));
        var done = await ImportAsync(before, "");
        Assert.Equal((2, 0), (done.Added, done.Refused));
        Assert.Equal(before, await App.Client.GetStringAsync($"{Streams}/export?format={format}"));
        Assert.Equal(2, (await ImportAsync(before, "existing=update")).Skipped);
    }

    [Fact]
    public async Task Wrong_lines_are_refused_one_by_one_and_the_rest_is_imported()
    {
        await App.AddAsync(Input("there") with { Name = "There", SampleSeconds = 9 });
        const string csv = """
            url,name,enabled,phase,parent
            http://127.0.0.1:8/new,New,no,1,
            http://127.0.0.1:8/NEW,Twice,no,,
            ftp://127.0.0.1/x,Bad,no,,
            http://127.0.0.1:8/n,Number,no,deep,
            http://10.9.8.7/private,Private,no,,
            http://127.0.0.1:8/orphan,Orphan,no,,http://127.0.0.1:8/nobody
            http://127.0.0.1:8/there,Renamed,no,2,http://127.0.0.1:8/new
            ,No address,no,,
            """;
        var report = await ImportAsync(csv, "existing=update");
        Assert.Equal((1, 1, 6), (report.Added, report.Updated, report.Refused));
        Assert.Equal(["import.twice", "url.scheme_not_allowed", "stream.phase_invalid", "url.private_address", "stream.parent_unknown", "url.missing"],
            report.Lines.Where(l => l.Action == ImportAction.Refuse).Select(l => l.Code == "stream.url_invalid" ? "url.scheme_not_allowed" : l.Code));
        Assert.Equal([3, 4, 5, 6, 7, 9], report.Lines.Where(l => l.Action == ImportAction.Refuse).Select(l => l.Line));
        var there = Assert.Single(await ListAsync("search=renamed"));
        Assert.Equal((9, 2, "New"), (there.SampleSeconds, there.Phase, there.Parent));
        Assert.Equal("true", (await ImportAsync(csv, "dryRun=true")).DryRun ? "true" : "");
    }

    [Fact]
    public async Task Five_hundred_streams_are_imported_and_scheduled_within_seconds()
    {
        var m3u = "#EXTM3U\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"#EXTINF:-1 group-title=\"G{i % 5}\" tags=\"t{i % 7}\",Stream {i:000}\nhttp://127.0.0.1:8/many/{i}\n"));
        var began = Stopwatch.GetTimestamp();
        var report = await ImportAsync(m3u, "");
        var took = Stopwatch.GetElapsedTime(began);
        Assert.Equal((500, 5), (report.Added, report.NewGroups.Count));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        var next = await Get<Scheduling.WorkScheduler>().NextRunAsync(StreamCheckWork.WorkKind, report.Lines[499].Id.ToString()!, CancellationToken.None);
        Assert.NotNull(next);
        Assert.Equal(500, await App.QueryAsync(db => db.Streams.CountAsync()));
    }

    private static string Url(string path) => $"http://127.0.0.1:8/{path}";

    private static StreamInput Input(string name) => new() { Url = Url(name), Name = name, Schedule = Never };

    private async Task<T> PostAsync<T>(string path, object body)
    {
        using var answer = await App.Client.PostAsJsonAsync(Streams + path, body, ApiJson.Options);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options))!;
    }

    private Task<HttpResponseMessage> PutAsync(Guid id, StreamInput input) => App.Client.PutAsJsonAsync($"{Streams}/{id}", input, ApiJson.Options);

    private async Task<StreamView> GetAsync(Guid id) => (await App.Client.GetFromJsonAsync<StreamView>($"{Streams}/{id}", ApiJson.Options))!;

    private async Task<IReadOnlyList<StreamView>> ListAsync(string query) =>
        (await App.Client.GetFromJsonAsync<CursorPage<StreamView>>($"{Streams}?limit=500&{query}", ApiJson.Options))!.Items;

    private async Task<BulkReport> BulkAsync(BulkInput input)
    {
        using var answer = await App.Client.PostAsJsonAsync($"{Streams}/bulk", input, ApiJson.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<BulkReport>(ApiJson.Options))!;
    }

    private async Task<ImportReport> ImportAsync(string file, string query)
    {
        using var answer = await App.Client.PostAsync($"{Streams}/import?{query}", new StringContent(file));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ImportReport>(ApiJson.Options))!;
    }

    private static async Task<Problem> ProblemAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<Problem>(ApiJson.Options))!;

    private sealed record Problem(string Code, string Detail);
}
