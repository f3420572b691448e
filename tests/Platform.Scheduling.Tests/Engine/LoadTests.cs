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
    public async Task Five_hundred_items_a_minute_run_on_time(DatabaseProvider provider)
    {
        const int items = 500;
        using var database = await Database.CreateAsync(provider, server);
        var notes = new Notes { WorkTakes = TimeSpan.FromMilliseconds(100) };
        for (var i = 0; i < items; i++) notes.Items[$"i{i}"] = new WorkItem($"i{i}", new EverySchedule(TimeSpan.FromMinutes(1)), Lanes.Probe);
        await using var node = await Node.StartAsync(database, notes, ("Scheduling:SweepSeconds", "30"));

        var first = Stopwatch.StartNew();
        await Wait.UntilAsync(() => Ended(notes) >= items, "every item has had its first run", seconds: 180);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{provider}: first runs of {items} items in {first.Elapsed.TotalSeconds:0.0} s"));

        // Then a minute and a half by schedule: each item has a turn within it.
        var (cpu, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        await Wait.UntilAsync(() => notes.Items.Keys.All(id => notes.Count("end " + id) >= 2), "every item has had its next turn", seconds: 150);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var runs = Ended(notes) - items;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{provider}: {runs} scheduled runs in {watch.Elapsed.TotalSeconds:0} s; {spent.TotalMilliseconds / runs:0.00} ms CPU each, {100 * spent / watch.Elapsed:0.0} % of a core; at most {notes.MostAtOnce} at once"));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), $"The slowest item waited {watch.Elapsed}.");
        Overlaps.AssertNone(notes.Runs);
    }

    private static int Ended(Notes notes) => notes.Runs.Count(r => r.StartsWith("end i", StringComparison.Ordinal));
}
