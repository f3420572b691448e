using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Speech;

/// <summary>Which speech engines are used where a request names none, and where they find what they need.</summary>
[SettingsSection("Speech", "Speech")]
public sealed class SpeechOptions
{
    [Display(Name = "Speech to text", Description = "Engine that writes down speech: auto (the best that is ready), whisper, openai or pocketsphinx.")]
    [Required, RuntimeSetting]
    public string SpeechToText { get; set; } = SpeechEngines.Auto;

    [Display(Name = "Text to speech", Description = "Engine that speaks: auto, espeak-ng, flite or openai.")]
    [Required, RuntimeSetting]
    public string TextToSpeech { get; set; } = SpeechEngines.Auto;

    [Display(Name = "Translation", Description = "Engine that translates text: auto, apertium or openai.")]
    [Required, RuntimeSetting]
    public string Translation { get; set; } = SpeechEngines.Auto;

    [Display(Name = "Auto may send speech away", Description = "Whether auto may choose a remote engine when no engine of this machine is ready. Off: what is said never leaves this machine unless a remote engine is named.")]
    [RuntimeSetting]
    public bool AutoMayUseRemote { get; set; }

    [Display(Name = "PocketSphinx model", Description = "Folder with en-us, en-us.lm.bin and cmudict-en-us.dict, as Debian's pocketsphinx-en-us installs it.")]
    [Required]
    public string PocketSphinxModelPath { get; set; } = "/usr/share/pocketsphinx/model/en-us";

    [Display(Name = "espeak-ng", Description = "Name or full path of the espeak-ng program.")]
    [Required]
    public string EspeakPath { get; set; } = "espeak-ng";

    [Display(Name = "flite", Description = "Name or full path of the flite program.")]
    [Required]
    public string FlitePath { get; set; } = "flite";

    [Display(Name = "apertium", Description = "Name or full path of the apertium program.")]
    [Required]
    public string ApertiumPath { get; set; } = "apertium";
}
