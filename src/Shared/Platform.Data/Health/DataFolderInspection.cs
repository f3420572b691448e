using Microsoft.Extensions.Options;
using Platform.Kernel.Health;

namespace Platform.Data.Health;

/// <summary>Whether the data folder can be written and has space left.</summary>
internal sealed class DataFolderInspection(DataDirectory data, IOptionsMonitor<StorageOptions> options) : IHealthInspection
{
    private const string Title = "Data folder";

    public string Id => "data-folder";

    public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            data.Ensure();
        }
        catch (StorageException e)
        {
            return Task.FromResult(HealthFinding.Error(Title, e.Message, "Give the service's user write access, or set Storage:DataPath.", "settings#storage"));
        }
        return Task.FromResult(Judge(new DriveInfo(data.FullPath).AvailableFreeSpace >> 20, options.CurrentValue));
    }

    internal static HealthFinding Judge(long freeMegabytes, StorageOptions limits)
    {
        var detail = freeMegabytes < 10_240 ? FormattableString.Invariant($"{freeMegabytes:N0} MiB free") : FormattableString.Invariant($"{freeMegabytes / 1024.0:N1} GiB free");
        const string fix = "Free some space or move the data folder (Storage:DataPath) to a larger disk; backups and results are deleted earlier with lower retention settings.";
        if (freeMegabytes < limits.ErrorBelowFreeMegabytes) return HealthFinding.Error(Title, detail, fix, "settings#storage");
        return freeMegabytes < limits.WarnBelowFreeMegabytes
            ? HealthFinding.Warning(Title, detail, fix, "settings#storage")
            : HealthFinding.Ok(Title, detail);
    }
}
