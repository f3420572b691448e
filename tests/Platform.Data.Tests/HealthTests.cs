using Microsoft.Extensions.Options;
using Platform.Data.Backup;
using Platform.Data.Health;
using Platform.Data.Tests.Samples;
using Platform.Kernel.Health;
using Platform.Testing;

namespace Platform.Data.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_database_that_answers_is_fine()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        var finding = await new DatabaseInspection(node.Connection, TimeProvider.System).InspectAsync(CancellationToken.None);
        Assert.Equal(HealthLevel.Ok, finding.Level);
        Assert.StartsWith("Sqlite 3.", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_error_with_a_fix()
    {
        await using var node = SampleNode.Sqlite();
        await File.WriteAllTextAsync(node.Connection.SqliteFile!, new string('x', 8192));
        var finding = await new DatabaseInspection(node.Connection, TimeProvider.System).InspectAsync(CancellationToken.None);
        Assert.Equal(HealthLevel.Error, finding.Level);
        Assert.Contains("restore", finding.Detail, StringComparison.Ordinal);
        Assert.NotNull(finding.Fix);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_an_error_without_the_password()
    {
        await using var node = SampleNode.Postgres("Host=127.0.0.1;Port=9;Database=d;Username=u;Password=secret;Timeout=1");
        var finding = await new DatabaseInspection(node.Connection, TimeProvider.System).InspectAsync(CancellationToken.None);
        Assert.Equal(HealthLevel.Error, finding.Level);
        Assert.DoesNotContain("secret", finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5000, HealthLevel.Ok)]
    [InlineData(999, HealthLevel.Warning)]
    [InlineData(99, HealthLevel.Error)]
    public void Little_space_is_told_in_time(long free, HealthLevel level)
    {
        var limits = new StorageOptions { WarnBelowFreeMegabytes = 1000, ErrorBelowFreeMegabytes = 100 };
        Assert.Equal(level, DataFolderInspection.Judge(free, limits).Level);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error()
    {
        await using var owner = SampleNode.Sqlite();
        await owner.MigrateAsync();
        await using var node = SampleNode.Sqlite(Path.Combine(owner.Connection.SqliteFile!, "below"));
        var finding = await new DataFolderInspection(node.Get<DataDirectory>(), node.Get<IOptionsMonitor<StorageOptions>>()).InspectAsync(CancellationToken.None);
        Assert.Equal(HealthLevel.Error, finding.Level);
    }

    [Fact]
    public async Task A_missing_or_old_backup_is_told_after_two_nights()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var inspection = new BackupInspection(node.Get<BackupFolder>(), node.Get<DataDirectory>(), clock);
        Assert.Equal(HealthLevel.Ok, (await inspection.InspectAsync(CancellationToken.None)).Level);
        clock.Advance(TimeSpan.FromHours(51));
        Assert.Equal(HealthLevel.Warning, (await inspection.InspectAsync(CancellationToken.None)).Level);

        Assert.True((await node.Get<DatabaseBackup>().CreateAsync(null, CancellationToken.None)).Ok);
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        inspection = new BackupInspection(node.Get<BackupFolder>(), node.Get<DataDirectory>(), later);
        Assert.Equal(HealthLevel.Ok, (await inspection.InspectAsync(CancellationToken.None)).Level);
        later.Advance(TimeSpan.FromHours(51));
        Assert.Equal(HealthLevel.Warning, (await inspection.InspectAsync(CancellationToken.None)).Level);
    }
}
