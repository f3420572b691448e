using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Data.Backup;

/// <summary>Where backups of the database go and how long they are kept.</summary>
[SettingsSection("Backup", "Backup")]
public sealed class BackupOptions
{
    [Display(Name = "Folder", Description = "Folder for backups; empty for 'backups' below the data folder. Better on another disk.")]
    public string? Path { get; set; }

    [RuntimeSetting]
    [Display(Name = "Keep count", Description = "How many backups the nightly clean-up keeps at most.")]
    [Range(1, 10_000, ErrorMessage = "Backup:KeepCount must be between 1 and 10000.")]
    public int KeepCount { get; set; } = 14;

    [RuntimeSetting]
    [Display(Name = "Keep days", Description = "How many days a backup is kept at most. The newest is always kept.")]
    [Range(1, 3650, ErrorMessage = "Backup:KeepDays must be between 1 and 3650.")]
    public int KeepDays { get; set; } = 30;
}
