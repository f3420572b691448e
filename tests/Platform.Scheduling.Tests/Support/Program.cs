using Platform.Data;

namespace Platform.Scheduling.Tests.Support;

/// <summary>
/// A node as a process of its own, for tests that kill it: <c>dotnet Platform.Scheduling.Tests.dll provider connection
/// name job items</c>. Says what it does on its output and runs until its input ends.
/// </summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        if (args is not [var provider, var connection, var name, var job, var items]) return;
        var notes = new Notes { Told = System.Console.WriteLine, WorkTakes = TimeSpan.FromMilliseconds(200) };
        for (var i = 0; i < int.Parse(items, System.Globalization.CultureInfo.InvariantCulture); i++)
            notes.Items[$"item-{i}"] = new WorkItem($"item-{i}", new EverySchedule(TimeSpan.FromSeconds(2)), Lanes.Probe);
        using var database = new Database { Provider = Enum.Parse<DatabaseProvider>(provider), ConnectionString = connection };
        await using var node = await Node.StartAsync(database, notes, ("Scheduling:NodeName", name));
        System.Console.WriteLine("ready");
        if (job.Length > 1) await node.Control.RunAsync(job, null, CancellationToken.None);
        while (System.Console.ReadLine() is not null)
        {
        }
    }
}
