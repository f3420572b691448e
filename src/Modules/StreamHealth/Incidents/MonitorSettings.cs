using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>When changes are too many to tell, and when an incident is the old one again.</summary>
[SettingsSection("StreamHealth:Monitor", "Incidents")]
internal sealed class MonitorSettings
{
    [Display(Name = "Reopen within", Description = "A stream that fails again within this many minutes after its incident ended continues that incident.")]
    [Range(0, 1440)]
    [RuntimeSetting]
    public int ReopenMinutes { get; set; } = 10;

    [Display(Name = "Flapping from", Description = "How many changes of state within the flap window make a stream flapping: one notice, then quiet until it is calm.")]
    [Range(2, 100)]
    [RuntimeSetting]
    public int FlapChanges { get; set; } = 6;

    [Display(Name = "Flap window", Description = "Minutes within which changes of state are counted.")]
    [Range(1, 1440)]
    [RuntimeSetting]
    public int FlapWindowMinutes { get; set; } = 30;

    [Display(Name = "Flap calm", Description = "Minutes without a change of state after which flapping is over.")]
    [Range(1, 1440)]
    [RuntimeSetting]
    public int FlapCalmMinutes { get; set; } = 15;

    public MonitorLimits Limits(StreamTerms terms) => new()
    {
        FailuresToDown = terms.FailuresToDown,
        SuccessesToUp = terms.SuccessesToUp,
        FlapChanges = FlapChanges,
        FlapWindow = TimeSpan.FromMinutes(FlapWindowMinutes),
        FlapCalm = TimeSpan.FromMinutes(FlapCalmMinutes),
    };
}
