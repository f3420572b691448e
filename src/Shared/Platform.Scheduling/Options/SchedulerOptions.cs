using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Scheduling;

/// <summary>How this node schedules.</summary>
[SettingsSection("Scheduling", "Scheduling")]
public sealed class SchedulerOptions
{
    [Display(Name = "Node name", Description = "Name of this node in the history, unique in a cluster. Empty: the machine's name and process id on PostgreSQL, 'local' on SQLite.")]
    [RegularExpression("[A-Za-z0-9._-]{1,80}", ErrorMessage = "Scheduling:NodeName may have letters, digits, dots, dashes and underscores, at most 80.")]
    public string? NodeName { get; set; }

    [Display(Name = "Misfire threshold", Description = "Seconds a run may start late before the missed turns in between are dropped: it then runs once, and goes on as scheduled.")]
    [Range(1, 3600, ErrorMessage = "Scheduling:MisfireThresholdSeconds must be between 1 and 3600.")]
    public int MisfireThresholdSeconds { get; set; } = 60;

    [Display(Name = "Sweep interval", Description = "Seconds between two comparisons of what is scheduled with what ought to be.")]
    [Range(1, 3600, ErrorMessage = "Scheduling:SweepSeconds must be between 1 and 3600.")]
    public int SweepSeconds { get; set; } = 60;

    [Display(Name = "Poll interval", Description = "Seconds after which the database is asked for work that another process has added, when nothing is due before.")]
    [Range(1, 60, ErrorMessage = "Scheduling:PollSeconds must be between 1 and 60.")]
    public int PollSeconds { get; set; } = 5;

    [Display(Name = "Cluster check-in", Description = "Seconds between signs of life of a node on PostgreSQL. A node silent for three times as long is taken for dead and its jobs are run again elsewhere.")]
    [Range(1, 60, ErrorMessage = "Scheduling:CheckInSeconds must be between 1 and 60.")]
    public int CheckInSeconds { get; set; } = 5;

    [Display(Name = "Keep history for", Description = "Days a finished run stays in the task history.")]
    [Range(1, 3650, ErrorMessage = "Scheduling:HistoryDays must be between 1 and 3650.")]
    public int HistoryDays { get; set; } = 30;

    [Display(Name = "Keep runs per job", Description = "Runs kept per job; failed runs are kept besides, until they are too old.")]
    [Range(1, 10_000, ErrorMessage = "Scheduling:HistoryPerJob must be between 1 and 10000.")]
    public int HistoryPerJob { get; set; } = 200;

    [Display(Name = "Keep runs in all", Description = "Runs kept of all jobs together, whatever their result.")]
    [Range(100, 1_000_000, ErrorMessage = "Scheduling:HistoryInAll must be between 100 and 1000000.")]
    public int HistoryInAll { get; set; } = 20_000;

    [Display(Name = "Log lines per run", Description = "Lines of log kept with each run; the last ones win.")]
    [Range(0, 10_000, ErrorMessage = "Scheduling:LogLines must be between 0 and 10000.")]
    public int LogLines { get; set; } = 200;
}
