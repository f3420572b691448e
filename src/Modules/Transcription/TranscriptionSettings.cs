using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Transcription;

/// <summary>What counts where a request says nothing, how much is taken in, and how long it is kept.</summary>
[SettingsSection("Transcription", "Transcription")]
internal sealed class TranscriptionSettings
{
    [Display(Name = "Default preset", Description = "Preset of a recording that is sent without one. The command line, like stt-faster, takes et-large.")]
    [Required]
    [RuntimeSetting]
    public string DefaultPreset { get; set; } = "auto";

    [Display(Name = "Largest recording", Description = "Gigabytes one upload or download may have.")]
    [Range(0.001, 10_000)]
    [RuntimeSetting]
    public double MaxGigabytes { get; set; } = 20;

    [Display(Name = "Space to leave", Description = "Megabytes of the disk that uploads and downloads leave free.")]
    [Range(1, 10_000_000)]
    [RuntimeSetting]
    public int ReserveMegabytes { get; set; } = 512;

    [Display(Name = "Keep unfinished uploads", Description = "Hours an upload that nobody goes on with, or that nothing was made of, is kept.")]
    [Range(1, 8760)]
    [RuntimeSetting]
    public int UploadHours { get; set; } = 24;

    [Display(Name = "Keep recordings", Description = "Days the sound of a finished transcription is kept. Empty: as long as its text.")]
    [Range(1, 36_500)]
    [RuntimeSetting]
    public int? AudioDays { get; set; }

    [Display(Name = "Keep transcripts", Description = "Days a finished transcription is kept, with all that belongs to it. Empty: for ever.")]
    [Range(1, 36_500)]
    [RuntimeSetting]
    public int? TextDays { get; set; }

    [Display(Name = "Keep statistics", Description = "Days the figures of a transcription are kept after it ended.")]
    [Range(1, 36_500)]
    [RuntimeSetting]
    public int StatisticsDays { get; set; } = 1095;

    [Display(Name = "Undo of deletions", Description = "Days a deleted transcription can be restored.")]
    [Range(1, 365)]
    [RuntimeSetting]
    public int UndoDays { get; set; } = 7;
}
