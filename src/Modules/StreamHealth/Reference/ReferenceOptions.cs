using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Reference;

/// <summary>The built-in example streams.</summary>
[SettingsSection("StreamHealth:Reference", "Example streams")]
internal sealed class ReferenceOptions
{
    [Display(Name = "Serve example streams", Description = "Whether /reference/speech.mp3 and the others are served.")]
    [RuntimeSetting]
    public bool Enabled { get; set; } = true;

    [Display(Name = "Listeners", Description = "How many listeners all example streams together may have.")]
    [Range(1, 10_000)]
    [RuntimeSetting]
    public int MaxListeners { get; set; } = 200;
}
