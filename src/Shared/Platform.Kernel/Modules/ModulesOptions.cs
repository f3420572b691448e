using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Kernel.Modules;

[SettingsSection("Modules", "Modules")]
public sealed class ModulesOptions
{
    [Display(Name = "Enabled modules", Description = "Ids of the modules to run; * stands for every module that is there, plugins included.")]
    public IList<string> Enabled { get; init; } = [];

    [Display(Name = "Disabled modules", Description = "Ids of modules to leave out although Enabled names them or holds *.")]
    public IList<string> Disabled { get; init; } = [];

    [Required]
    [Display(Name = "Plugin folder", Description = "Folder with one sub-folder per plugin; relative to the working directory.")]
    public string PluginFolder { get; init; } = "plugins";

    internal bool Runs(string id) =>
        (Enabled.Count == 0 || Enabled.Contains("*") || Enabled.Contains(id, StringComparer.OrdinalIgnoreCase))
        && !Disabled.Contains(id, StringComparer.OrdinalIgnoreCase);
}
