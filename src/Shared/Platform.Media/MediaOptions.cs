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

    /// <summary>
    /// Let the dynamic linker search the libraries that define most of ffmpeg's symbols first, which saves about a fifth of the
    /// CPU time it takes to start. Linux only; turn it off if ffmpeg should misbehave in this service but not by hand.
    /// </summary>
    [Display(Name = "Start ffmpeg faster", Description = "Order ffmpeg's libraries so that it starts with a fifth less CPU time (Linux). Turn off if ffmpeg misbehaves.")]
    public bool FastFfmpegStart { get; set; } = true;

    /// <summary>Name or full path of the mpg123 program; empty to decode MP3 by ffmpeg too.</summary>
    [Display(Name = "mpg123", Description = "Name or full path of mpg123, which decodes MP3 with far less CPU time than ffmpeg. Where it is not installed, or this is empty, ffmpeg is used.")]
    public string? Mpg123Path { get; set; } = "mpg123";

    /// <summary>How many player tests (phase 2) may run at the same time on this node; 0 switches them off.</summary>
    [Display(Name = "Player tests at once", Description = "How many player tests (libVLC, a process of about 60 MB each) may run at once; further ones are skipped without a penalty. 0 switches them off.")]
    [Range(0, 64)]
    public int PlayersAtOnce { get; set; } = 2;
}
