using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Checks;

/// <summary>Limits of every check. Defaults as stream_checker had them where it had them.</summary>
[SettingsSection("StreamHealth:Checks", "Stream checks")]
internal sealed class CheckOptions
{
    [Display(Name = "Connect timeout", Description = "How long DNS, connecting and TLS may take for each address, in seconds.")]
    [Range(1, 120)]
    [RuntimeSetting]
    public int ConnectTimeoutSeconds { get; set; } = 30;

    [Display(Name = "Answer timeout", Description = "How long a server may take to send all its response headers, in seconds.")]
    [Range(1, 120)]
    [RuntimeSetting]
    public int AnswerTimeoutSeconds { get; set; } = 10;

    [Display(Name = "Stall timeout", Description = "After how many seconds without a byte a stream counts as stalled.")]
    [Range(1, 120)]
    [RuntimeSetting]
    public int StallTimeoutSeconds { get; set; } = 10;

    [Display(Name = "Listening allowance", Description = "Listening to N seconds of audio may take 2 N seconds and this many more.")]
    [Range(1, 120)]
    [RuntimeSetting]
    public int ListenAllowanceSeconds { get; set; } = 30;

    [Display(Name = "Redirects and playlists", Description = "How many redirects and playlists a check follows before it gives up.")]
    [Range(0, 20)]
    [RuntimeSetting]
    public int MaxHops { get; set; } = 5;

    [Display(Name = "HLS reload", Description = "How long a check waits, at most, to see a live HLS playlist go on, in seconds; 0 does not wait and finds no stale playlist.")]
    [Range(0, 120)]
    [RuntimeSetting]
    public int HlsReloadSeconds { get; set; } = 30;

    [Display(Name = "Trusted certificates", Description = "PEM file with further root certificates that checks trust, such as the station's own authority.")]
    public string? TrustedCertificatesFile { get; set; }
}
