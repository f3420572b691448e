using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Streams.Groups;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class StreamListOnSqlite : StreamListTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync(settings: NoChecks);
}

[Collection(PostgresTests.Name)]
public sealed class StreamListOnPostgres(PostgresServer server) : StreamListTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync(), NoChecks);
}

public abstract class StreamListTests : OnBothDatabases
{
    /// <summary>What is seeded shall stay as it is.</summary>
    protected static Dictionary<string, string?> NoChecks => new() { ["Scheduling:Lanes:Probe"] = "0", ["Scheduling:Lanes:Media"] = "0" };

    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("state")]
    [InlineData("group")]
    [InlineData("-group")]
    [InlineData("checked")]
    [InlineData("-checked")]
    [InlineData("score")]
    [InlineData("-score")]
    [InlineData("-created")]
    public async Task Pages_of_any_order_hold_every_stream_once_and_in_order(string sort)
    {
        await SeedAsync(23);
        var seen = new List<StreamView>();
        string? cursor = null;
        do
        {
            var page = (await ListAsync(new StreamListRequest { Sort = sort, Cursor = cursor, Limit = 5 })).Value;
            Assert.InRange(page.Items.Count, 1, 5);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(23, seen.Select(s => s.Id).Distinct().Count());
        Assert.Equal(23, seen.Count);
        var keys = seen.Select(s => KeyOf(s, sort.TrimStart('-'))).ToList();
        Assert.Equal(sort.StartsWith('-') ? keys.OrderDescending() : keys.Order(), keys);
    }

    [Fact]
    public async Task Search_looks_into_names_addresses_and_tags_whatever_the_case()
    {
        await SeedAsync(12);
        Assert.Equal(["Stream 07"], (await ListAsync(new StreamListRequest { Search = "STREAM 07" })).Value.Items.Select(s => s.Name));
        Assert.Equal(["Stream 07"], (await ListAsync(new StreamListRequest { Search = "/mount-7.mp3" })).Value.Items.Select(s => s.Name));
        Assert.Equal(4, (await ListAsync(new StreamListRequest { Search = "third" })).Value.Items.Count);
        Assert.Empty((await ListAsync(new StreamListRequest { Search = "100%_" })).Value.Items);
    }

    [Fact]
    public async Task Filters_count_what_they_show()
    {
        await SeedAsync(24);
        var counts = await Get<ListStreams>().CountAsync(CancellationToken.None);
        Assert.Equal(24, counts.Total);
        foreach (var (state, count) in new[] { ("failing", counts.Failing), ("degraded", counts.Degraded), ("healthy", counts.Healthy), ("pending", counts.Pending), ("paused", counts.Paused) })
        {
            Assert.True(count > 0, state);
            Assert.Equal(count, (await ListAsync(new StreamListRequest { State = state })).Value.Items.Count);
        }

        var tag = Assert.Single(await Get<ListStreams>().TagsAsync(CancellationToken.None), t => t.Tag == "third");
        Assert.Equal(8, tag.Streams);
        Assert.Equal(8, (await ListAsync(new StreamListRequest { Tag = "Third" })).Value.Items.Count);
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await SeedAsync(6);
        var cursor = (await ListAsync(new StreamListRequest { Sort = "score", Limit = 2 })).Value.NextCursor;
        Assert.Equal("list.cursor_invalid", (await ListAsync(new StreamListRequest { Sort = "state", Cursor = cursor })).Error!.Code);
        Assert.Equal("list.cursor_invalid", (await ListAsync(new StreamListRequest { Cursor = "nonsense" })).Error!.Code);
        Assert.Equal("stream.sort_unknown", (await ListAsync(new StreamListRequest { Sort = "colour" })).Error!.Code);
        Assert.Equal("stream.state_unknown", (await ListAsync(new StreamListRequest { State = "3" })).Error!.Code);
    }

    private Task<Result<Kernel.Api.CursorPage<StreamView>>> ListAsync(StreamListRequest request) => Get<ListStreams>().RunAsync(request, CancellationToken.None);

    /// <summary>Streams in all states, with equal scores and times among them, so that only the id tells some apart.</summary>
    private async Task SeedAsync(int count)
    {
        var late = (await Get<SaveGroup>().CreateAsync(new GroupInput { Name = "Late", Position = 20 }, CancellationToken.None)).Value.Id;
        var early = (await Get<SaveGroup>().CreateAsync(new GroupInput { Name = "Early", Position = 3 }, CancellationToken.None)).Value.Id;
        await App.QueryAsync(db => SeedAsync(db, count, i => (i % 4) switch { 1 => late, 2 => early, _ => null }));
    }

    private static async Task<int> SeedAsync(StreamHealthDb db, int count, Func<int, Guid?> group)
    {
        var start = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            var stream = Seeds.Stream($"http://127.0.0.1:8000/mount-{i}.mp3", $"Stream {i:00}", start.AddSeconds(i / 3));
            stream.Tags = i % 3 == 0 ? [new StreamTag { Name = "third" }] : [];
            stream.SearchText += i % 3 == 0 ? "\nthird" : "";
            stream.Enabled = i % 5 != 4;
            stream.GroupId = group(i);
            stream.State = (StreamState)(i % 4);
            stream.Monitor = (MonitorState)(i % 5);
            stream.Attention = MonitoredStream.AttentionOf(stream.Monitor);
            stream.Score = stream.State == StreamState.Pending ? null : i % 3 * 40;
            stream.CheckedAt = stream.State == StreamState.Pending ? null : start.AddMinutes(i % 7);
            stream.SortScore = stream.Score ?? -1;
            stream.SortChecked = stream.CheckedAt ?? DateTimeOffset.UnixEpoch;
            db.Streams.Add(stream);
        }

        return await db.SaveChangesAsync();
    }

    private static IComparable KeyOf(StreamView stream, string order) => order switch
    {
        "name" => stream.Name,
        "state" => stream.Enabled ? MonitoredStream.AttentionOf(stream.Status.Monitor) : int.MaxValue,
        "group" => $"{stream.Group switch { "Early" => 1, "Late" => 2, _ => 3 }} {stream.Name}",
        "checked" => stream.Status.CheckedAt ?? DateTimeOffset.UnixEpoch,
        "score" => stream.Status.Score ?? -1,
        _ => stream.CreatedAt,
    };
}
