using Platform.Data.Backup;
using Platform.Scheduling;

namespace Platform.Host.Backup;

/// <summary>The nightly backup, and the end of those that are too many or too old.</summary>
internal sealed class BackupJob(DatabaseBackup backup, BackupFolder folder) : IPlatformJob
{
    public string Key => "platform.backup";

    public string Name => "Back up the database";

    public string Description => "Writes a verified copy of the database to the backup folder while the service runs, and deletes old ones.";

    public string Category => "Maintenance";

    public Schedule? DefaultSchedule => new CronSchedule("30 3 * * *");

    public JobRetry? Retry => new(3, TimeSpan.FromMinutes(10));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        run.Report(0, "copying");
        var made = await backup.CreateAsync(null, cancellationToken);
        if (!made.Ok) throw new InvalidOperationException(made.Error.Message);
        run.Report(0.9, "deleting old ones");
        var deleted = folder.Trim();
        run.Summary = $"{Path.GetFileName(made.Value.Path)}, {made.Value.Bytes / 1048576.0:0.0} MB; {deleted.Count} old ones deleted";
    }
}
