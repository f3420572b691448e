using System.Diagnostics;
using System.Globalization;
using Platform.Data;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;
using Xunit.Abstractions;

namespace Platform.Scheduling.Tests.Engine;

[Collection(Databases.Name)]
public class LoadTests(PostgresServer server, ITestOutputHelper output)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Items_run_on_time_at_the_pace_of_six_hundred_a_minute(DatabaseProvider provider)
    {
        const int items = 80;
        using var database = await Database.CreateAsync(provider, server);
        var notes = new Notes { WorkTakes = TimeSpan.FromMilliseconds(100) };
        for (var i = 0; i < items; i++) notes.Items[$"i{i}"] = new WorkItem($"i{i}", new EverySchedule(TimeSpan.FromSeconds(8)), Lanes.Probe);
        await using var node = await Node.StartAsync(database, notes, ("Scheduling:SweepSeconds", "30"));

        var first = Stopwatch.StartNew();
        await Wait.UntilAsync(() => Ended(notes) >= items, "every item has had its first run", seconds: 60);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{provider}: first runs of {items} items in {first.Elapsed.TotalSeconds:0.0} s"));

        // Then by schedule: each item has a turn within its interval, and a slow machine some more time.
        var (cpu, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        await Wait.UntilAsync(() => notes.Items.Keys.All(id => notes.Count("end " + id) >= 2), "every item has had its next turn", seconds: 60);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var runs = Ended(notes) - items;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{provider}: {runs} scheduled runs in {watch.Elapsed.TotalSeconds:0} s; {spent.TotalMilliseconds / runs:0.00} ms CPU each, {100 * spent / watch.Elapsed:0.0} % of a core; at most {notes.MostAtOnce} at once"));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40), $"The slowest item waited {watch.Elapsed}.");
        Overlaps.AssertNone(notes.Runs);
    }

    private static int Ended(Notes notes) => notes.Runs.Count(r => r.StartsWith("end i", StringComparison.Ordinal));
}
