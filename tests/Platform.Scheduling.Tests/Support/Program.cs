using Platform.Data;

namespace Platform.Scheduling.Tests.Support;

/// <summary>
/// A node as a process of its own, for tests that kill it: <c>dotnet Platform.Scheduling.Tests.dll provider connection
/// name job items</c>, where "hourly TURN" for a job gives it <see cref="HourlyWork"/> instead. Says what it does on its output and runs until its input ends.
/// </summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        if (args is not [var provider, var connection, var name, var job, var items]) return;
        var notes = new Notes { Told = System.Console.WriteLine, WorkTakes = TimeSpan.FromMilliseconds(200) };
        for (var i = 0; i < int.Parse(items, System.Globalization.CultureInfo.InvariantCulture); i++)
            notes.Items[$"item-{i}"] = new WorkItem($"item-{i}", new EverySchedule(TimeSpan.FromSeconds(2)), Lanes.Probe);
        if (job.Split(' ') is [HourlyWork.Order, var turn]) HourlyWork.Give(notes, turn, takes: TimeSpan.FromMinutes(5));
        using var database = new Database { Provider = Enum.Parse<DatabaseProvider>(provider), ConnectionString = connection };
        await using var node = await Node.StartAsync(database, notes, ("Scheduling:NodeName", name));
        System.Console.WriteLine("ready");
        if (job.Contains('.', StringComparison.Ordinal)) await node.Control.RunAsync(job, null, CancellationToken.None);
        while (System.Console.ReadLine() is not null)
        {
        }
    }
}

/// <summary>One item that is due every hour, in its own schedule or in a further turn.</summary>
internal static class HourlyWork
{
    public const string Order = "hourly";

    public static void Give(Notes notes, string turn, TimeSpan takes)
    {
        var hourly = new EverySchedule(TimeSpan.FromHours(1));
        notes.WorkTakes = takes;
        notes.Items["item-0"] = new WorkItem("item-0", hourly, Lanes.Probe) { Turns = turn == "own" ? [] : [new WorkTurn(turn, hourly, Lanes.Media)] };
    }
}
