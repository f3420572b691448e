using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Recordings;

/// <summary>Where recorders put what they record.</summary>
[SettingsSection("StreamHealth:Recordings", "Recordings")]
internal sealed class RecordingOptions
{
    [Display(Name = "Folders", Description = "Folders of recorders, full paths, separated by commas: /recordings. Only a file in one of them is taken for a recording. Empty: none is.")]
    [RuntimeSetting]
    public string Folders { get; set; } = "";

    [Display(Name = "Remember for", Description = "Days a recording is remembered after it was told of. Its file is the recorder's to delete.")]
    [Range(1, 3650)]
    [RuntimeSetting]
    public int Days { get; set; } = 90;

    internal IEnumerable<string> Split() => Folders.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
