using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class StreamUseCasesOnSqlite : StreamUseCaseTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync();
}

[Collection(PostgresTests.Name)]
public sealed class StreamUseCasesOnPostgres(PostgresServer server) : StreamUseCaseTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync());
}

public abstract class StreamUseCaseTests : OnBothDatabases
{
    [Fact]
    public async Task An_address_alone_makes_a_stream_with_the_defaults_of_the_settings()
    {
        var stream = await CreateAsync(new StreamInput { Url = "http://127.0.0.1:8/live.mp3", Enabled = false });
        Assert.Equal("127.0.0.1/live.mp3", stream.Name);
        Assert.Equal((null, null), (stream.Schedule, stream.Phase));
        Assert.Equal(("every 60s", 3, 3, 2, 20), (stream.Effective.Schedule, stream.Effective.Phase, stream.Effective.FailuresToDown, stream.Effective.SuccessesToUp, stream.Effective.RetrySeconds));
        Assert.Equal(1, stream.Version);
        Assert.Equal(StreamState.Pending, stream.Status.State);
        Assert.Equal(7, stream.Id.Version);
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var created = await Get<CreateStream>().RunAsync(
            new StreamInput
            {
                Url = "ftp://host/x",
                Schedule = "now and then",
                Phase = 9,
                SampleSeconds = 301,
                Tags = ["a,b"],
                Thresholds = new StreamThresholds { SilenceDb = 3, MinLufs = -10, MaxLufs = -20 },
            },
            CancellationToken.None);
        Assert.Equal(ErrorKind.Invalid, created.Error!.Kind);
        Assert.Equal(
            ["phase", "sampleSeconds", "schedule", "tags", "thresholds.minLufs", "thresholds.silenceDb", "url"],
            created.Error.Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8/LIVE.mp3?b=2&a=1#top")]
    [InlineData(" http://127.0.0.1:8/live.mp3?a=1&b=2 ")]
    public async Task The_same_address_twice_is_a_conflict_that_names_the_other(string again)
    {
        var first = await CreateAsync(Input("live.mp3?a=1&b=2", "Radio One"));
        var second = await Get<CreateStream>().RunAsync(new StreamInput { Url = again }, CancellationToken.None);
        Assert.Equal("stream.exists", second.Error!.Code);
        Assert.Contains("Radio One", second.Error.Message, StringComparison.Ordinal);
        Assert.Contains(first.Id.ToString(), second.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_that_differ_in_a_valueless_parameter_are_two()
    {
        await CreateAsync(Input("relay?station1"));
        var second = await CreateAsync(Input("relay?station2"));
        Assert.Equal(16, second.StreamId.Length);
    }

    [Fact]
    public async Task Two_at_once_make_one_stream_and_one_conflict()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Get<CreateStream>().RunAsync(Input("race.mp3"), CancellationToken.None)));
        Assert.Single(both, r => r.Ok);
        Assert.Single(both, r => !r.Ok && r.Error!.Code == "stream.exists");
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_warning()
    {
        var stream = await CreateAsync(new StreamInput { Url = "http://no-such-host.invalid/live", Schedule = Never, Enabled = false });
        Assert.Contains("no-such-host.invalid", Assert.Single(stream.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_address_is_refused()
    {
        var created = await Get<CreateStream>().RunAsync(new StreamInput { Url = "http://10.0.0.1/live" }, CancellationToken.None);
        Assert.Equal("url.private_address", created.Error!.Code);
    }

    [Fact]
    public async Task An_update_on_an_old_version_is_refused_and_changes_nothing()
    {
        var stream = await CreateAsync(Input("v.mp3", "Before", "one", "two"));
        var first = await UpdateAsync(stream.Id, Input("v.mp3", "First", "two", "three") with { Version = 1 });
        Assert.Equal(2, first.Value.Version);
        Assert.Equal(["three", "two"], first.Value.Tags);

        var second = await UpdateAsync(stream.Id, Input("v.mp3", "Second") with { Version = 1 });
        Assert.Equal("stream.changed", second.Error!.Code);
        Assert.Equal("First", (await Get<GetStream>().RunAsync(stream.Id, CancellationToken.None)).Value.Name);
    }

    [Fact]
    public async Task Thresholds_come_back_as_they_were_given()
    {
        var thresholds = new StreamThresholds { SilenceDb = -50.5, ExpectedCodec = "MP3", IgnoredFindings = ["audio.mono_as_stereo"] };
        var stream = await CreateAsync(Input("t.mp3") with { Thresholds = thresholds });
        var read = (await Get<GetStream>().RunAsync(stream.Id, CancellationToken.None)).Value.Thresholds;
        Assert.Equal(-50.5, read.SilenceDb);
        Assert.Equal("MP3", read.ExpectedCodec);
        Assert.Equal(["audio.mono_as_stereo"], read.IgnoredFindings);
        Assert.Null(read.MinLufs);
    }

    [Fact]
    public async Task A_deleted_stream_can_be_restored_with_its_tags()
    {
        var stream = await CreateAsync(Input("d.mp3", "Gone", "jazz"));
        Assert.True((await Get<DeleteStream>().RunAsync(stream.Id, CancellationToken.None)).Ok);
        Assert.Equal("stream.not_found", (await Get<GetStream>().RunAsync(stream.Id, CancellationToken.None)).Error!.Code);

        var restored = await Get<DeleteStream>().RestoreAsync(stream.Id, CancellationToken.None);
        Assert.Equal(["jazz"], restored.Value.Tags);
        Assert.Equal("stream.not_deleted", (await Get<DeleteStream>().RestoreAsync(stream.Id, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task A_deleted_address_may_be_added_again_and_then_not_restored()
    {
        var old = await CreateAsync(Input("again.mp3", "Old"));
        await Get<DeleteStream>().RunAsync(old.Id, CancellationToken.None);
        await CreateAsync(Input("again.mp3", "New"));
        var restored = await Get<DeleteStream>().RestoreAsync(old.Id, CancellationToken.None);
        Assert.Equal("stream.exists", restored.Error!.Code);
    }

    [Fact]
    public async Task A_paused_or_deleted_stream_is_not_scheduled()
    {
        var work = new StreamCheckWork(Get<Microsoft.EntityFrameworkCore.IDbContextFactory<StreamHealth.Data.StreamHealthDb>>(), Get<RunCheck>(), Get<Microsoft.Extensions.Options.IOptionsMonitor<StreamHealthSettings>>());
        var (a, b, c) = (await CreateAsync(Input("a")), await CreateAsync(Input("b")), await CreateAsync(Input("c")));
        await Get<PauseStream>().RunAsync(b.Id, paused: true, CancellationToken.None);
        await Get<DeleteStream>().RunAsync(c.Id, CancellationToken.None);
        Assert.Equal([a.Id.ToString()], (await work.ListAsync(CancellationToken.None)).Select(i => i.Id));

        await Get<PauseStream>().RunAsync(b.Id, paused: false, CancellationToken.None);
        Assert.Equal(2, (await work.ListAsync(CancellationToken.None)).Count);
        Assert.Equal("stream.paused", (await CheckPausedAsync(a.Id)).Error!.Code);
    }

    private async Task<Result<StreamView>> CheckPausedAsync(Guid id)
    {
        await Get<PauseStream>().RunAsync(id, paused: true, CancellationToken.None);
        return await Get<CheckStreamNow>().RunAsync(id, CancellationToken.None);
    }

    private static StreamInput Input(string path, string? name = null, params string[] tags) =>
        new() { Url = $"http://127.0.0.1:8/{path}", Name = name, Tags = tags, Schedule = Never };

    private async Task<StreamView> CreateAsync(StreamInput input)
    {
        var created = await Get<CreateStream>().RunAsync(input, CancellationToken.None);
        Assert.True(created.Ok, created.Error?.Message);
        return created.Value;
    }

    private Task<Result<StreamView>> UpdateAsync(Guid id, StreamInput input) => Get<UpdateStream>().RunAsync(id, input, CancellationToken.None);
}
