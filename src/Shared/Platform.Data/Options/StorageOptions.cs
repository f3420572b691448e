using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Data;

/// <summary>Where the platform keeps its files.</summary>
[SettingsSection("Storage", "Storage")]
public sealed class StorageOptions
{
    /// <summary>As configured; use <see cref="FullPath"/>.</summary>
    [Display(Name = "Data folder", Description = "Folder for the database file, backups and media; relative to the working directory.")]
    [Required(ErrorMessage = "Storage:DataPath must name a folder.")]
    public string DataPath { get; set; } = "data";

    [Display(Name = "Warn below free space", Description = "Megabytes of free space in the data folder below which the Health page warns.")]
    [Range(1, 1_000_000, ErrorMessage = "Storage:WarnBelowFreeMegabytes must be between 1 and 1000000.")]
    public int WarnBelowFreeMegabytes { get; set; } = 1024;

    [Display(Name = "Error below free space", Description = "Megabytes of free space in the data folder below which the Health page reports an error.")]
    [Range(1, 1_000_000, ErrorMessage = "Storage:ErrorBelowFreeMegabytes must be between 1 and 1000000.")]
    public int ErrorBelowFreeMegabytes { get; set; } = 128;

    /// <summary>The data folder as an absolute path.</summary>
    public string FullPath() => Path.GetFullPath(DataPath);
}
