using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Speech.Whisper;

/// <summary>Whisper models in the whisper.cpp library.</summary>
[SettingsSection("Speech:Whisper", "Speech: Whisper")]
public sealed class WhisperOptions
{
    [Display(Name = "Library", Description = "Folder that holds libwhisper and what it needs, or the file itself. Empty: one beside the program in runtimes/, the system's libwhisper.so.1, then the slow one the platform comes with.")]
    public string? LibraryPath { get; set; }

    [Display(Name = "Model", Description = "Name of the model to use where a request names none. Empty: the largest that is installed.")]
    [RuntimeSetting]
    public string? Model { get; set; }

    [Display(Name = "Use the graphics card", Description = "Where the library was built for one.")]
    public bool UseGpu { get; set; } = true;
}
