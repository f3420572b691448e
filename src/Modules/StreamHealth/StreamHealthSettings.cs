using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;
using Platform.StreamHealth.Streams.Dependencies;

namespace Platform.StreamHealth;

/// <summary>Defaults for streams that say nothing of their own, and what is kept for how long.</summary>
[SettingsSection("StreamHealth", "Stream health")]
internal sealed class StreamHealthSettings
{
    [Display(Name = "Default schedule", Description = "When a stream without a schedule of its own is checked: every 60s, cron 0 */5 * * * ?, ...")]
    [Required]
    [ScheduleText]
    [RuntimeSetting]
    public string DefaultSchedule { get; set; } = "every 60s";

    [Display(Name = "Default depth", Description = "1 connects and reads headers and title; 2 also plays it in a player; 3 also listens; 4 also watches for advertisements.")]
    [Range(1, 4)]
    [RuntimeSetting]
    public int DefaultPhase { get; set; } = 3;

    [Display(Name = "Deeper check", Description = "When a stream is checked more deeply besides: every 10m, say, while the default depth only connects each minute. Empty for never.")]
    [ScheduleText]
    [RuntimeSetting]
    public string? DefaultDeepSchedule { get; set; }

    [Display(Name = "Depth of the deeper check", Description = "3 also listens.")]
    [AllowedValues(2, 3, 4)]
    [RuntimeSetting]
    public int DefaultDeepPhase { get; set; } = 3;

    [Display(Name = "Failures to down", Description = "Failed checks in a row that make a stream down.")]
    [Range(1, 100)]
    [RuntimeSetting]
    public int FailuresToDown { get; set; } = 3;

    [Display(Name = "Successes to up", Description = "Good checks in a row that make it up again.")]
    [Range(1, 100)]
    [RuntimeSetting]
    public int SuccessesToUp { get; set; } = 2;

    [Display(Name = "Retry after", Description = "Seconds after which a failed check is repeated while it is not decided whether the stream is down. 0 waits for the schedule.")]
    [Range(0, 3600)]
    [RuntimeSetting]
    public int RetrySeconds { get; set; } = 20;

    [Display(Name = "Own uplink", Description = "Places that are reachable whenever this machine's own connection works: https://example.org, 9.9.9.9:53, separated by commas. When none answers, nobody is told that streams are down. Empty to not look.")]
    [UplinkList]
    [RuntimeSetting]
    public string? UplinkTargets { get; set; }

    [Display(Name = "Sample length", Description = "Seconds of audio a check listens to.")]
    [Range(1, 300)]
    [RuntimeSetting]
    public int SampleSeconds { get; set; } = 10;

    [Display(Name = "Silence level", Description = "Audio below this level counts as silence, dBFS.")]
    [Range(-100.0, 0.0)]
    [RuntimeSetting]
    public double SilenceDb { get; set; } = -40;

    [Display(Name = "Silence length", Description = "Silence of at least this many seconds in one piece is a finding.")]
    [Range(0.1, 300.0)]
    [RuntimeSetting]
    public double SilenceSeconds { get; set; } = 2;

    [Display(Name = "Silent share", Description = "Share of a sample that may be silent, percent; above it the stream is failing.")]
    [Range(0.0, 100.0)]
    [RuntimeSetting]
    public double MaxSilencePercent { get; set; } = 50;

    [Display(Name = "Lowest loudness", Description = "Lowest integrated loudness, LUFS (EBU R 128). Empty to not check.")]
    [Range(-70.0, 0.0)]
    [RuntimeSetting]
    public double? MinLufs { get; set; } = -35;

    [Display(Name = "Highest loudness", Description = "Highest integrated loudness, LUFS (EBU R 128). Empty to not check.")]
    [Range(-70.0, 0.0)]
    [RuntimeSetting]
    public double? MaxLufs { get; set; } = -6;

    [Display(Name = "Clipped share", Description = "Largest share of clipped samples, percent.")]
    [Range(0.0, 100.0)]
    [RuntimeSetting]
    public double MaxClippingPercent { get; set; } = 1;

    [Display(Name = "Highest true peak", Description = "Highest true peak, dBTP (EBU R 128 asks for -1). Empty to not check.")]
    [Range(-30.0, 6.0)]
    [RuntimeSetting]
    public double? MaxTruePeakDb { get; set; }

    [Display(Name = "Mains hum", Description = "Hum of 50 or 60 Hz and its harmonics above this is pointed out, dBFS. It never degrades a stream. 0 or empty to not look for it.")]
    [Range(-100.0, 0.0)]
    [RuntimeSetting]
    public double? MaxHumDb { get; set; } = -50;

    [Display(Name = "Slowest start", Description = "Longest time from the start of a check to the first byte of audio, milliseconds. Empty to not check.")]
    [Range(1.0, 120_000.0)]
    [RuntimeSetting]
    public double? MaxFirstAudioMs { get; set; } = 5000;

    [Display(Name = "Keep results", Description = "Days the key figures of each single check are kept. Hours and days are kept longer.")]
    [Range(1, 3650)]
    [RuntimeSetting]
    public int ResultDays { get; set; } = 7;

    [Display(Name = "Keep reports", Description = "How many whole reports are kept of each stream, newest first.")]
    [Range(1, 100_000)]
    [RuntimeSetting]
    public int ReportsPerStream { get; set; } = 300;

    [Display(Name = "Keep hours", Description = "Days the figures of each hour are kept: charts, the heat map, reports in a time zone.")]
    [Range(7, 3650)]
    [RuntimeSetting]
    public int HourDays { get; set; } = 400;

    [Display(Name = "Keep days", Description = "Days the figures of each day are kept.")]
    [Range(90, 3650)]
    [RuntimeSetting]
    public int DayDays { get; set; } = 1100;

    [Display(Name = "Keep titles", Description = "Days the list of what was played is kept.")]
    [Range(1, 3650)]
    [RuntimeSetting]
    public int TitleDays { get; set; } = 30;

    [Display(Name = "Undo of deletions", Description = "Days a deleted stream can be restored.")]
    [Range(1, 365)]
    [RuntimeSetting]
    public int UndoDays { get; set; } = 7;

    [Display(Name = "Listeners", Description = "How many people may listen to streams through the console at the same time.")]
    [Range(0, 1000)]
    [RuntimeSetting]
    public int MaxListeners { get; set; } = 20;
}
