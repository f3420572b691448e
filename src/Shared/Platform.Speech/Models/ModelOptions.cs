using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Speech.Models;

/// <summary>Where models are kept and where they come from.</summary>
[SettingsSection("Speech:Models", "Speech: models")]
public sealed class ModelOptions
{
    [Display(Name = "Folder", Description = "Folder for models; nodes that share it share the models. Empty: models in the data folder.")]
    public string? Path { get; set; }

    [Display(Name = "Source", Description = "Address that the catalogue's paths are appended to. Change it to use a mirror with the same paths. Empty: no downloads, models come by import only.")]
    [HttpAddress, RuntimeSetting]
    public string? SourceUrl { get; set; } = "https://huggingface.co";

    [Display(Name = "Patience with a lost connection", Description = "How many times in a row a download that gets no further is taken up again by itself, with growing pauses, before it waits for the next scheduled try.")]
    [Range(0, 100, ErrorMessage = "Speech:Models:Retries must be between 0 and 100."), RuntimeSetting]
    public int Retries { get; set; } = 5;

    [Display(Name = "Stall", Description = "Seconds without a byte after which a connection counts as lost.")]
    [Range(1, 3_600, ErrorMessage = "Speech:Models:StallSeconds must be between 1 and 3600."), RuntimeSetting]
    public int StallSeconds { get; set; } = 30;
}
