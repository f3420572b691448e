using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Platform.Data.Tests.Samples;

namespace Platform.Data.Tests;

public sealed class KillTests
{
    [Fact]
    public async Task A_process_killed_while_it_writes_loses_no_row_it_acknowledged()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        var acknowledged = new List<Guid>();
        for (var round = 0; round < 5; round++)
        {
            acknowledged.AddRange(await WriteAndKillAsync(node.Folder, rows: 50 + (37 * round)));
            Assert.Equal("ok", await Sql.IntegrityAsync(node));
        }

        await using var db = node.Db();
        var stored = await db.Readings.Select(reading => reading.Id).ToHashSetAsync();
        Assert.Empty(acknowledged.Except(stored));
        Assert.InRange(stored.Count, acknowledged.Count, acknowledged.Count + 5); // at most the row under way in each round
    }

    private static async Task<List<Guid>> WriteAndKillAsync(string folder, int rows)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { typeof(KillTests).Assembly.Location, "write", folder },
        };
        using var writer = Process.Start(start)!;
        var acknowledged = new List<Guid>();
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            acknowledged.Add(Guid.Parse(line));
            if (acknowledged.Count == rows) writer.Kill(); // SIGKILL; what is still in the pipe was acknowledged too
        }
        await writer.WaitForExitAsync();
        Assert.True(acknowledged.Count >= rows, $"only {acknowledged.Count} rows");
        return acknowledged;
    }
}
