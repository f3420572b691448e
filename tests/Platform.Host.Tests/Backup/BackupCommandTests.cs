using System.CommandLine;
using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Data;
using Platform.Host.Backup;
using Platform.Kernel.CommandLine;
using Platform.Media;
using Platform.Scheduling;

namespace Platform.Host.Tests.Backup;

/// <summary>The verb, the nightly job, and the way back that docs/operations.md describes.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-backup-").FullName;

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task A_backup_is_restored_by_the_commands_of_the_operations_document()
    {
        await using (var services = await StartAsync())
        {
            await RunSqlAsync(services, "INSERT INTO proof VALUES ('before')");
            var (code, output, _) = await InvokeAsync(services, "--to", Path.Combine(_folder, "safe.db"), "--output", "json");
            Assert.Equal(ExitCodes.Success, code);
            Assert.Equal(Path.Combine(_folder, "safe.db"), JsonDocument.Parse(output).RootElement.GetProperty("path").GetString());
            await RunSqlAsync(services, "INSERT INTO proof VALUES ('after')");
        }
        SqliteConnection.ClearAllPools();

        await OperationsDocument.RunAsync("restore-sqlite", _folder, new Dictionary<string, string> { ["BACKUP"] = Path.Combine(_folder, "safe.db") });

        await using var restored = await StartAsync();
        Assert.Equal("before", await RunSqlAsync(restored, "SELECT group_concat(word) FROM proof"));
        Assert.Equal("ok", await RunSqlAsync(restored, "PRAGMA integrity_check"));
        Assert.True(File.Exists(Path.Combine(Data, "before-restore", "platform.db")));
    }

    [Fact]
    public async Task Without_a_file_name_the_backup_goes_to_the_backup_folder()
    {
        await using var services = await StartAsync();
        var (code, output, _) = await InvokeAsync(services);
        Assert.Equal(ExitCodes.Success, code);
        Assert.StartsWith($"Backup written to {Path.Combine(Data, "backups", "platform-")}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_wrong_is_on_stderr_and_in_the_exit_code()
    {
        await using var services = await StartAsync();
        var (code, output, errors) = await InvokeAsync(services, "--to", Path.Combine(Data, "platform.db"));
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Empty(output);
        Assert.Contains("exists already", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nightly_job_backs_up_and_says_what_it_did()
    {
        await using var services = await StartAsync();
        var job = ActivatorUtilities.CreateInstance<BackupJob>(services);
        var run = new JobRun("1", null, NullLogger.Instance);
        await job.ExecuteAsync(run, CancellationToken.None);
        Assert.Matches(@"^platform-\d{8}-\d{6}\.db, \d+\.\d MB; 0 old ones deleted$", run.Summary);
        Assert.Single(Directory.GetFiles(Path.Combine(Data, "backups")));
        Assert.Contains("03:30", job.DefaultSchedule?.Describe(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<(int Code, string Output, string Errors)> InvokeAsync(IServiceProvider services, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var commandServices = new CommandServices(services.GetRequiredService<IConfiguration>(), () => services, (_, _) => Task.CompletedTask);
        var parsed = new RootCommand { new BackupCommand(commandServices) }.Parse(["backup", .. arguments]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString().Trim(), errors.ToString());
    }

    private static async Task<object?> RunSqlAsync(IServiceProvider services, string sql)
    {
        await using DbConnection connection = await services.GetRequiredService<DatabaseConnection>().OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>What the service has of this, migrated as at start.</summary>
    private async Task<ServiceProvider> StartAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:DataPath", Data)]).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddPlatformData(configuration)
            .AddPlatformMedia(configuration)
            .AddPlatformBackup()
            .BuildServiceProvider();
        await services.GetRequiredService<MigrationRunner>().RunAsync(CancellationToken.None);
        await RunSqlAsync(services, "CREATE TABLE IF NOT EXISTS proof (word TEXT)");
        return services;
    }
}
