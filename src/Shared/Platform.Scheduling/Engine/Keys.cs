using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>How jobs, work and their triggers are named in Quartz.</summary>
internal static class Keys
{
    public const string Scheduler = "platform";

    /// <summary>Group of the jobs of the Tasks page and of their scheduled triggers.</summary>
    public const string Jobs = "jobs";

    /// <summary>Group of jobs that carry orders of other processes; see <see cref="OrderJob"/>.</summary>
    public const string Orders = "orders";

    /// <summary>Name under which a job's input is stored with the trigger that fires it.</summary>
    public const string Input = "input";

    /// <summary>Name under which an operator's schedule is stored with a job.</summary>
    public const string EditedSchedule = "schedule";

    private const string NowSuffix = ".now";
    private const string WorkPrefix = "work:";

    /// <summary>Priority of what a person asked for, above Quartz's 5 for what is scheduled.</summary>
    public const int AskedFor = 10;

    public static JobKey Job(string key) => new(key, Jobs);

    public static TriggerKey JobTrigger(string key) => new(key, Jobs);

    public static JobKey Work(string kind, string id) => new(id, WorkGroup(kind));

    public static TriggerKey WorkTrigger(string kind, string id) => new(id, WorkGroup(kind));

    public static TriggerKey WorkTrigger(string kind, string id, string turn) => new($"{id}/{turn}", WorkGroup(kind));

    /// <summary>The trigger of a run that was asked for at a later time; there is one at most.</summary>
    public static TriggerKey Again(JobKey job) => new(job.Name, job.Group + ".again");

    /// <summary>The trigger of a run asked for now; there is one at most, so asking twice is asking once.</summary>
    public static TriggerKey Now(JobKey job) => new(job.Name, job.Group + NowSuffix);

    public static bool IsNow(TriggerKey trigger) => trigger.Group.EndsWith(NowSuffix, StringComparison.Ordinal);

    public static string WorkGroup(string kind) => WorkPrefix + kind;

    public static bool IsWork(string jobGroup) => jobGroup.StartsWith(WorkPrefix, StringComparison.Ordinal);

    public static string KindOf(string jobGroup) => jobGroup[WorkPrefix.Length..];
}
