using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Scheduling;

/// <summary>How much of each lane this node runs at once. 0: never; empty: by the number of processors.</summary>
[SettingsSection("Scheduling:Lanes", "Lanes of this node")]
public sealed class LaneOptions
{
    private const int Most = 1000;

    [Display(Name = "Network checks", Description = "Checks at once on this node. They mostly wait for the network. 0: none here. Empty: 64 per processor, at most 256.")]
    [Range(0, Most, ErrorMessage = "Scheduling:Lanes:Probe must be between 0 and 1000."), RuntimeSetting]
    public int? Probe { get; set; }

    [Display(Name = "Media", Description = "Media tools (ffmpeg) at once on this node. 0: none here. Empty: 16 per processor.")]
    [Range(0, Most, ErrorMessage = "Scheduling:Lanes:Media must be between 0 and 1000."), RuntimeSetting]
    public int? Media { get; set; }

    [Display(Name = "Speech", Description = "Speech and language models at once on this node. 0: none here. Empty: 1 per 4 processors, at least 1.")]
    [Range(0, Most, ErrorMessage = "Scheduling:Lanes:Speech must be between 0 and 1000."), RuntimeSetting]
    public int? Speech { get; set; }

    [Display(Name = "Downloads", Description = "Downloads, feeds and paid interfaces at once on this node. 0: none here. Empty: 4 per processor.")]
    [Range(0, Most, ErrorMessage = "Scheduling:Lanes:Net must be between 0 and 1000."), RuntimeSetting]
    public int? Net { get; set; }

    [Display(Name = "Housekeeping", Description = "Housekeeping jobs at once on this node. 0: none here. Empty: 2 per processor.")]
    [Range(0, Most, ErrorMessage = "Scheduling:Lanes:System must be between 0 and 1000."), RuntimeSetting]
    public int? System { get; set; }

    /// <summary>The limit of every lane, defaults filled in.</summary>
    public IReadOnlyDictionary<string, int> Limits(int processors) => new Dictionary<string, int>
    {
        [Lanes.Probe] = Probe ?? Math.Min(64 * processors, 256),
        [Lanes.Media] = Media ?? 16 * processors,
        [Lanes.Speech] = Speech ?? Math.Max(1, processors / 4),
        [Lanes.Net] = Net ?? 4 * processors,
        [Lanes.System] = System ?? 2 * processors,
    };
}
