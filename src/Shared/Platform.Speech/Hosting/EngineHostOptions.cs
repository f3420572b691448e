using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Speech.Hosting;

/// <summary>The processes in which native speech engines run.</summary>
[SettingsSection("Speech:EngineHost", "Speech: engine processes")]
public sealed class EngineHostOptions
{
    [Display(Name = "Processes at once", Description = "How many models may be loaded at once on this node, each in a process of its own.")]
    [Range(1, 64, ErrorMessage = "Speech:EngineHost:Most must be between 1 and 64."), RuntimeSetting]
    public int Most { get; set; } = 2;

    [Display(Name = "Unload after", Description = "Minutes without work after which a model is unloaded and its process ended.")]
    [Range(0, 10_080, ErrorMessage = "Speech:EngineHost:UnloadAfterMinutes must be between 0 and 10080."), RuntimeSetting]
    public int UnloadAfterMinutes { get; set; } = 10;

    [Display(Name = "Load time", Description = "Seconds that loading a model may take, starting its process included.")]
    [Range(1, 3_600, ErrorMessage = "Speech:EngineHost:LoadSeconds must be between 1 and 3600."), RuntimeSetting]
    public int LoadSeconds { get; set; } = 120;

    [Display(Name = "Work time", Description = "Seconds that one piece of work (at most 30 s of audio) may take before the engine counts as hung and is killed.")]
    [Range(1, 86_400, ErrorMessage = "Speech:EngineHost:WorkSeconds must be between 1 and 86400."), RuntimeSetting]
    public int WorkSeconds { get; set; } = 900;

    [Display(Name = "Memory kept free", Description = "Megabytes of memory that must stay free on this machine when a model is loaded; idle models are unloaded first, then loading is refused.")]
    [Range(0, 1_000_000, ErrorMessage = "Speech:EngineHost:ReserveMegabytes must be between 0 and 1000000."), RuntimeSetting]
    public int ReserveMegabytes { get; set; } = 512;

    [Display(Name = "Memory of one process", Description = "Megabytes above which an engine's process is ended with an error. 0: no limit but the machine's.")]
    [Range(0, 1_000_000, ErrorMessage = "Speech:EngineHost:MostMegabytes must be between 0 and 1000000."), RuntimeSetting]
    public int MostMegabytes { get; set; }
}
