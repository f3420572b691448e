using System.Diagnostics;
using Platform.Kernel.Results;
using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;
using Platform.Testing;

namespace Platform.Speech.Tests.Hosting;

/// <summary>Real worker processes, really crashed.</summary>
public sealed class EngineHostTests
{
    private static readonly float[] Second = new float[SpeechAudio.SampleRate];

    [Theory]
    [InlineData("abort", "SIGABRT", "a last word before the abort")]
    [InlineData("segfault", "SIG", "")]
    [InlineData("exit", "exit code 1", "FATAL: model is broken")]
    public async Task A_crash_is_an_error_with_the_engines_last_words_and_the_next_order_gets_a_new_process(string fault, string how, string words)
    {
        await using var floor = new Floor();
        var first = await AskAsync(floor, "ok");
        var crashed = await AskAsync(floor, fault);
        var after = await AskAsync(floor, "ok");

        Assert.Equal("speech.engine_crashed", crashed.Error?.Code);
        Assert.Contains(how, crashed.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(words, crashed.Error.Message, StringComparison.Ordinal);
        Assert.NotEqual(Said(first), Said(after));
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("exit")]
    public async Task A_crash_while_loading_is_an_error_too(string fault)
    {
        await using var floor = new Floor();
        var lease = await floor.Workers.TakeAsync(FaultyEngine.Spec(fault), CancellationToken.None);
        Assert.Equal("speech.engine_crashed", lease.Error?.Code);
        Assert.Empty(floor.Workers.List());
        Assert.Equal("16000 samples", Said(await AskAsync(floor, "ok"))[..13]);
    }

    [Fact]
    public async Task What_an_engine_says_is_passed_on_and_it_goes_on_working()
    {
        await using var floor = new Floor();
        var first = await AskAsync(floor, "ok");
        var refused = await AskAsync(floor, "refuse");
        Assert.Equal(("speech.model_invalid", "It says no."), (refused.Error?.Code, refused.Error?.Message));
        Assert.Equal(Said(first), Said(await AskAsync(floor, "chatter")));
    }

    [Fact]
    public async Task An_engine_that_hangs_is_killed_when_its_time_is_up()
    {
        await using var floor = new Floor();
        floor.HostOptions.CurrentValue.WorkSeconds = 1;
        var pid = await ProcessAsync(floor);
        var hung = await AskAsync(floor, "hang");
        Assert.Equal("speech.engine_timeout", hung.Error?.Code);
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task Cancelling_stops_an_engine_that_listens_and_keeps_it_warm()
    {
        await using var floor = new Floor();
        var pid = await ProcessAsync(floor);
        await CancelAsync(floor, "listen");
        Assert.Equal(pid, await ProcessAsync(floor));
    }

    [Fact]
    public async Task Cancelling_kills_an_engine_that_does_not_listen()
    {
        await using var floor = new Floor();
        var pid = await ProcessAsync(floor);
        await CancelAsync(floor, "hang");
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task An_engine_that_eats_memory_is_ended_with_the_figures()
    {
        await using var floor = new Floor();
        floor.HostOptions.CurrentValue.MostMegabytes = 400;
        var greedy = await AskAsync(floor, "hoard");
        Assert.Equal("speech.engine_memory", greedy.Error?.Code);
        Assert.Contains("400 MB", greedy.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_does_not_fit_is_refused_before_it_is_loaded_once_the_idle_ones_are_gone()
    {
        await using var floor = new Floor();
        await ProcessAsync(floor);
        var lease = await floor.Workers.TakeAsync(FaultyEngine.Spec(model: "huge") with { Memory = 1L << 50 }, CancellationToken.None);
        Assert.Equal("speech.memory_short", lease.Error?.Code);
        Assert.Empty(floor.Workers.List());
    }

    [Fact]
    public async Task A_worker_is_warm_for_the_next_order_and_ends_when_idle_for_long()
    {
        var clock = new FakeTimeProvider();
        await using var floor = new Floor(clock);
        var pid = await ProcessAsync(floor);
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(pid, await ProcessAsync(floor));
        clock.Advance(TimeSpan.FromMinutes(11));
        await Until(() => !Directory.Exists($"/proc/{pid}"));
        Assert.Empty(floor.Workers.List());
    }

    [Fact]
    public async Task A_worker_that_died_idle_is_replaced()
    {
        await using var floor = new Floor();
        var pid = await ProcessAsync(floor);
        using (var process = Process.GetProcessById(pid)) process.Kill();
        await Until(() => !Directory.Exists($"/proc/{pid}"));
        Assert.NotEqual(pid, await ProcessAsync(floor));
    }

    [Fact]
    public async Task Another_model_waits_for_a_place_and_then_takes_it()
    {
        await using var floor = new Floor();
        floor.HostOptions.CurrentValue.Most = 1;
        var first = await floor.Workers.TakeAsync(FaultyEngine.Spec(model: "a"), CancellationToken.None);
        var second = floor.Workers.TakeAsync(FaultyEngine.Spec(model: "b"), CancellationToken.None);
        Assert.False(second.IsCompleted);
        await first.Value.DisposeAsync();
        await using var lease = (await second).Value;
        Assert.Equal("b", lease.Details["model"]);
        Assert.Single(floor.Workers.List());
    }

    [Fact]
    public async Task Progress_comes_while_it_works()
    {
        await using var floor = new Floor();
        await using var lease = (await floor.Workers.TakeAsync(FaultyEngine.Spec(), CancellationToken.None)).Value;
        var seen = new List<double>();
        await lease.WorkAsync(Second, new WorkOrder { Prompt = "progress" }, seen.Add, CancellationToken.None);
        Assert.Equal([0.5], seen);
    }

    [Fact]
    public async Task Without_the_platforms_program_there_are_no_native_engines()
    {
        await using var workers = new EngineWorkers(
            new Floor().Tool, new Settings<EngineHostOptions>(new EngineHostOptions()), new EngineCommand([]), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<EngineWorkers>.Instance);
        Assert.Equal("speech.engine_missing", (await workers.TakeAsync(FaultyEngine.Spec(), CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Workers_leave_no_core_dumps()
    {
        await using var floor = new Floor();
        var pid = await ProcessAsync(floor);
        var limits = await File.ReadAllLinesAsync($"/proc/{pid}/limits");
        Assert.Matches(@"Max core file size\s+0\s+0", limits.Single(l => l.StartsWith("Max core", StringComparison.Ordinal)));
    }

    private static async Task CancelAsync(Floor floor, string what)
    {
        await using var lease = (await floor.Workers.TakeAsync(FaultyEngine.Spec(), CancellationToken.None)).Value;
        using var stop = new CancellationTokenSource();
        var work = lease.WorkAsync(Second, new WorkOrder { Prompt = what }, null, stop.Token);
        await Task.Delay(100);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    private static async Task<Result<WorkAnswer>> AskAsync(Floor floor, string what)
    {
        await using var lease = (await floor.Workers.TakeAsync(FaultyEngine.Spec(), CancellationToken.None)).Value;
        return await lease.WorkAsync(Second, new WorkOrder { Prompt = what }, null, CancellationToken.None);
    }

    private static async Task<int> ProcessAsync(Floor floor)
    {
        await AskAsync(floor, "ok");
        return floor.Workers.List().Single().ProcessId;
    }

    private static string Said(Result<WorkAnswer> answer) => answer.Value.Segments.Single().Text;

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 1200 && !condition(); i++) await Task.Delay(25);
        Assert.True(condition());
    }
}
