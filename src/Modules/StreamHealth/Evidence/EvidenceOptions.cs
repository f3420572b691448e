using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Evidence;

/// <summary>What is kept of checks that went wrong, how much and for how long.</summary>
[SettingsSection("StreamHealth:Evidence", "Evidence of failures")]
internal sealed class EvidenceOptions
{
    [Display(Name = "Keep evidence", Description = "Keep the sampled audio, pictures of its level and spectrum, the server's headers and the decoder's messages when a check goes wrong.")]
    [RuntimeSetting]
    public bool Enabled { get; set; } = true;

    [Display(Name = "Largest sample", Description = "How much encoded audio of one check is kept, megabytes; a longer sample is kept from its beginning.")]
    [Range(1, 64)]
    [RuntimeSetting]
    public int SampleMegabytes { get; set; } = 4;

    [Display(Name = "Renew after", Description = "Of failing checks in a row the first and the newest keep evidence; the newest is renewed after this many minutes.")]
    [Range(0, 1440)]
    [RuntimeSetting]
    public int RenewMinutes { get; set; } = 10;

    [Display(Name = "Checks per stream", Description = "Of how many checks of one stream evidence is kept; then the oldest goes.")]
    [Range(1, 1000)]
    [RuntimeSetting]
    public int ChecksPerStream { get; set; } = 20;

    [Display(Name = "Keep for", Description = "Days evidence is kept.")]
    [Range(1, 3650)]
    [RuntimeSetting]
    public int Days { get; set; } = 14;

    [Display(Name = "Room for evidence", Description = "Megabytes that all evidence together may take; then the oldest goes.")]
    [Range(1, 1_000_000)]
    [RuntimeSetting]
    public int MaxMegabytes { get; set; } = 1024;

    [Display(Name = "Leave free", Description = "Megabytes of the disk that must stay free; with less, no evidence is kept.")]
    [Range(0, 1_000_000)]
    [RuntimeSetting]
    public int LeaveFreeMegabytes { get; set; } = 512;
}
