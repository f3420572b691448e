using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Transcription.OpenAi;

/// <summary>What the OpenAI-compatible address takes. Who may call it is a matter of API keys.</summary>
[SettingsSection("Transcription:OpenAi", "Transcription: OpenAI-compatible address")]
internal sealed class OpenAiSettings
{
    private const int Megabyte = 1 << 20;

    [Display(Name = "Largest upload (MB)", Description = "A larger file is refused with 413. It is kept on disk only as long as it is listened to. (OpenAI's own server takes 25 MB.)")]
    [Range(1, 20_480, ErrorMessage = "Transcription:OpenAi:MaxUploadMegabytes must be between 1 and 20480."), RuntimeSetting]
    public int MaxUploadMegabytes { get; set; } = 1024;

    [Display(Name = "Waiting requests", Description = "As many requests as the speech lane of this node has room for are worked on at once (Scheduling:Lanes:Speech). This many more may wait for their turn; others are answered 429 at once.")]
    [Range(0, 1_000, ErrorMessage = "Transcription:OpenAi:MostWaiting must be between 0 and 1000."), RuntimeSetting]
    public int MostWaiting { get; set; } = 16;

    [Display(Name = "Wait for a turn", Description = "Seconds a request waits for its turn before it is answered 429 with Retry-After.")]
    [Range(0, 3_600, ErrorMessage = "Transcription:OpenAi:WaitSeconds must be between 0 and 3600."), RuntimeSetting]
    public int WaitSeconds { get; set; } = 60;

    internal long MaxUploadBytes => (long)MaxUploadMegabytes * Megabyte;
}
