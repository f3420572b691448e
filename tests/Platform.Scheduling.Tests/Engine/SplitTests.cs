using Microsoft.Extensions.DependencyInjection;
using Platform.Data;
using Platform.Kernel.Health;
using Platform.Scheduling.Engine;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;

namespace Platform.Scheduling.Tests.Engine;

/// <summary>The production split: nodes for streams and nodes for speech, which differ by their configuration only.</summary>
[Collection(Databases.Name)]
public sealed class SplitTests(PostgresServer server)
{
    private static readonly Schedule Seldom = new EverySchedule(TimeSpan.FromHours(1));

    [Fact]
    public async Task Each_node_takes_the_work_of_its_own_lanes_and_says_what_it_leaves_to_others()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Postgres, server);
        var (streams, speech) = (Work(), Work());
        await using var streamNode = await Node.StartAsync(database, streams, ("Scheduling:NodeName", "streams"), ("Scheduling:Lanes:Speech", "0"));
        await using var speechNode = await Node.StartAsync(
            database, speech, ("Scheduling:NodeName", "speech"), ("Scheduling:Lanes:Probe", "0"), ("Scheduling:Lanes:Media", "0"), ("Scheduling:Lanes:Net", "0"));

        await Wait.UntilAsync(() => Starts(streams, 'p') + Starts(speech, 's') == 40, "all work is done");

        Assert.Equal((0, 0), (Starts(streams, 's'), Starts(speech, 'p')));
        Assert.EndsWith("This node takes no work of lane speech.", (await InspectAsync(streamNode, TimeProvider.System)).Detail, StringComparison.Ordinal);
        Assert.EndsWith("This node takes no work of lane probe, media, net.", (await InspectAsync(speechNode, TimeProvider.System)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_no_node_takes_waits_and_is_told_with_the_setting()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        var notes = Work();
        await using var node = await Node.StartAsync(database, notes, ("Scheduling:Lanes:Speech", "0"));
        await Wait.UntilAsync(() => Starts(notes, 'p') == 20, "the work of the other lane is done");

        var finding = await InspectAsync(node, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(10)));

        Assert.Equal(0, Starts(notes, 's'));
        Assert.Equal(HealthLevel.Warning, finding.Level);
        // The test's other jobs may be late by this clock too.
        Assert.Matches(@"^2\d runs are more than 3 minutes late in lane .*\bspeech\b", finding.Detail);
        Assert.Contains("start a node that does, or raise its limit here (Scheduling:Lanes)", finding.Fix, StringComparison.Ordinal);
    }

    private static int Starts(Notes notes, char kind) => notes.Items.Keys.Where(id => id[0] == kind).Sum(id => notes.Count("start " + id));

    private static Notes Work()
    {
        var notes = new Notes();
        for (var i = 0; i < 20; i++)
        {
            notes.Items[$"p{i}"] = new WorkItem($"p{i}", Seldom, Lanes.Probe);
            notes.Items[$"s{i}"] = new WorkItem($"s{i}", Seldom, Lanes.Speech);
        }

        return notes;
    }

    private static Task<HealthFinding> InspectAsync(Node node, TimeProvider clock) =>
        ActivatorUtilities.CreateInstance<LaneInspection>(node.Services, clock).InspectAsync(CancellationToken.None);
}
