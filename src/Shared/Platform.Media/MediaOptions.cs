using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Media;

/// <summary>The programs that work on audio and video.</summary>
[SettingsSection("Media", "Audio and video tools")]
public sealed class MediaOptions
{
    /// <summary>Name or full path of the ffmpeg program.</summary>
    [Display(Name = "ffmpeg", Description = "Name or full path of the ffmpeg program.")]
    [Required]
    public string FfmpegPath { get; set; } = "ffmpeg";
}
