using Platform.Data.Backup;
using Platform.Kernel.Health;
using Platform.Kernel.Text;

namespace Platform.Data.Health;

/// <summary>Whether there is a recent backup. Two nights may pass before an operator is bothered.</summary>
internal sealed class BackupInspection(BackupFolder folder, DataDirectory data, TimeProvider time) : IHealthInspection
{
    private const string Title = "Backup";
    private static readonly TimeSpan Patience = TimeSpan.FromHours(50);

    public string Id => "backup";

    public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        const string fix = "See why the nightly backup does not run or fails, and run it now.";
        var now = time.GetUtcNow();
        if (folder.List() is [var newest, ..])
        {
            var age = now - newest.CreatedAt;
            var detail = $"The last one is {Spans.Text(TimeSpan.FromMinutes(Math.Max(0, Math.Round(age.TotalMinutes))))} old ({newest.Bytes / 1048576.0:0.0} MB)";
            return Task.FromResult(age < Patience ? HealthFinding.Ok(Title, detail) : HealthFinding.Warning(Title, detail, fix, "tasks"));
        }
        var installed = Directory.Exists(data.FullPath) ? new DateTimeOffset(Directory.GetCreationTimeUtc(data.FullPath), TimeSpan.Zero) : now;
        return Task.FromResult(now - installed < Patience
            ? HealthFinding.Ok(Title, "None yet; the first is made tonight")
            : HealthFinding.Warning(Title, "There is none", fix, "tasks"));
    }
}
