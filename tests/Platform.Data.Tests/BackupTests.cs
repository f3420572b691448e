using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Platform.Data.Backup;
using Platform.Data.Tests.Samples;

namespace Platform.Data.Tests;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_while_others_write_is_whole_has_all_that_was_stored_before_and_holds_nobody_up()
    {
        await using var node = SampleNode.Sqlite(settings: new() { ["Database:BusyTimeoutSeconds"] = "60" });
        var station = await node.PrepareAsync();
        await FillAsync(node, station, megabytes: 100);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => WritePairsAsync(node, station, stop.Token))).ToList();
        await WaitForAsync(() => CountAsync(node, "SELECT count(*) FROM sample_Readings WHERE Text = 'pair'"), atLeast: 30);

        var before = await IdsAsync(node.Connection.SqliteFile!);
        var from = Stopwatch.GetTimestamp();
        var backup = await node.Get<DatabaseBackup>().CreateAsync(null, CancellationToken.None);
        var to = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        var commits = (await Task.WhenAll(writers)).SelectMany(commit => commit).ToList();

        Assert.True(backup.Ok, backup.Error?.Message);
        Assert.Equal("ok", await Sql.AskAsync(backup.Value.Path, "PRAGMA integrity_check"));
        var saved = await IdsAsync(backup.Value.Path);
        Assert.Empty(before.Except(saved));
        Assert.Equal(0L, await Sql.AskAsync(backup.Value.Path, "SELECT count(*) % 2 FROM sample_Readings WHERE Text = 'pair'"));

        // Had the copy held the writers up, none of them would have committed for most of the time it took.
        List<long> ends = [from, .. commits.Select(commit => commit.Ended).Where(end => end > from && end < to).Order(), to];
        var pause = ends.Zip(ends.Skip(1), (one, next) => next - one).Max();
        Assert.True(pause < (to - from) / 2, $"no commit for {Stopwatch.GetElapsedTime(0, pause)} of {Stopwatch.GetElapsedTime(from, to)}");
        Assert.True(commits.Max(commit => commit.Took) < TimeSpan.FromSeconds(5), $"a commit took {commits.Max(commit => commit.Took)}");
    }

    [Fact]
    public async Task A_backup_is_one_file_that_only_its_owner_reads()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        var backup = await node.Get<DatabaseBackup>().CreateAsync(null, CancellationToken.None);

        Assert.True(backup.Ok, backup.Error?.Message);
        Assert.Equal([backup.Value.Path], Directory.GetFiles(Path.Combine(node.Folder, "backups")));
        Assert.Equal(new FileInfo(backup.Value.Path).Length, backup.Value.Bytes);
        Assert.Equal("delete", await Sql.AskAsync(backup.Value.Path, "PRAGMA journal_mode"));
        Assert.Equal("Radio Test", await Sql.AskAsync(backup.Value.Path, "SELECT Name FROM sample_Stations"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup.Value.Path));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        var path = Path.Combine(node.Folder, "mine.db");
        await File.WriteAllTextAsync(path, "precious");
        Assert.Equal("backup.exists", (await node.Get<DatabaseBackup>().CreateAsync(path, CancellationToken.None)).Error?.Code);
        Assert.Equal("precious", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Without_a_database_there_is_nothing_to_back_up()
    {
        await using var node = SampleNode.Sqlite();
        Assert.Equal("backup.no_database", (await node.Get<DatabaseBackup>().CreateAsync(null, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_that_names_it()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        var path = Path.Combine(node.Connection.SqliteFile!, "below-a-file", "backup.db");
        var error = (await node.Get<DatabaseBackup>().CreateAsync(path, CancellationToken.None)).Error;
        Assert.Equal("backup.not_written", error?.Code);
        Assert.Contains("below-a-file", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_gives_no_backup()
    {
        await using var node = SampleNode.Sqlite();
        var station = await node.PrepareAsync();
        await FillAsync(node, station, megabytes: 1);
        await Sql.AskAsync(node.Connection.SqliteFile!, "PRAGMA wal_checkpoint(TRUNCATE)");
        await using (var file = new FileStream(node.Connection.SqliteFile!, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Seek(4096 * 8, SeekOrigin.Begin);
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096 * 40).ToArray());
        }
        var error = (await node.Get<DatabaseBackup>().CreateAsync(null, CancellationToken.None)).Error;
        Assert.Equal("backup.damaged", error?.Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(node.Folder, "backups")));
    }

    [SmallDiskFact]
    public async Task A_disk_too_small_for_the_backup_is_told_beforehand_and_left_as_it_was()
    {
        using var disk = new SmallDisk(megabytes: 2);
        await using var node = SampleNode.Sqlite();
        var station = await node.PrepareAsync();
        await FillAsync(node, station, megabytes: 4); // some of it in the WAL still
        var error = (await node.Get<DatabaseBackup>().CreateAsync(Path.Combine(disk.Folder, "b.db"), CancellationToken.None)).Error;
        Assert.Equal("backup.no_space", error?.Code);
        Assert.Empty(Directory.GetFiles(disk.Folder));
    }

    [Fact]
    public async Task Old_and_surplus_backups_go_but_never_the_newest()
    {
        await using var node = SampleNode.Sqlite(settings: new() { ["Backup:KeepCount"] = "3", ["Backup:KeepDays"] = "10" });
        var folder = node.Get<BackupFolder>();
        Directory.CreateDirectory(folder.FullPath);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var days in (int[])[0, 1, 2, 3, 11]) Touch(Path.Combine(folder.FullPath, $"platform-{days}.db"), now.AddDays(-days));
        Touch(Path.Combine(folder.FullPath, "by-hand.db"), now.AddDays(-100));

        Assert.Equal(["platform-3.db", "platform-11.db"], folder.Trim().Select(file => Path.GetFileName(file.Path)));
        Assert.Equal(["by-hand.db", "platform-0.db", "platform-1.db", "platform-2.db"], Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        foreach (var file in Directory.GetFiles(folder.FullPath, "platform-*")) File.SetLastWriteTimeUtc(file, now.AddDays(-50));
        Assert.Equal(2, folder.Trim().Count);
        Assert.Single(folder.List());
    }

    private static void Touch(string path, DateTime at)
    {
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, at);
    }

    private static async Task FillAsync(SampleNode node, Station station, int megabytes)
    {
        await using var db = node.Db();
        var text = new string('f', 1 << 18);
        for (var i = 0; i < megabytes * 4; i++) db.Add(new Reading { StationId = station.Id, Text = text });
        await db.SaveChangesAsync();
    }

    private static async Task<List<Commit>> WritePairsAsync(SampleNode node, Station station, CancellationToken stop)
    {
        var commits = new List<Commit>();
        while (!stop.IsCancellationRequested)
        {
            await using var db = node.Db();
            db.Add(new Reading { StationId = station.Id, Text = "pair" });
            db.Add(new Reading { StationId = station.Id, Text = "pair" });
            var began = Stopwatch.GetTimestamp();
            await db.SaveChangesAsync(CancellationToken.None);
            commits.Add(new Commit(began, Stopwatch.GetTimestamp()));
        }
        return commits;
    }

    private static async Task<long> CountAsync(SampleNode node, string sql) => (long)(await Sql.AskAsync(node.Connection.SqliteFile!, sql))!;

    private static async Task WaitForAsync(Func<Task<long>> count, long atLeast)
    {
        while (await count() < atLeast) await Task.Delay(20);
    }

    private static async Task<HashSet<string>> IdsAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Id FROM sample_Readings";
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new HashSet<string>();
        while (await reader.ReadAsync()) ids.Add(reader.GetString(0));
        return ids;
    }

    private sealed record Commit(long Began, long Ended)
    {
        public TimeSpan Took => Stopwatch.GetElapsedTime(Began, Ended);
    }
}
