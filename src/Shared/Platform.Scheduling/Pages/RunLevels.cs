using Platform.Console;

namespace Platform.Scheduling.Pages;

/// <summary>How a run's status looks.</summary>
internal static class RunLevels
{
    public static StateLevel Of(RunStatus status) => status switch
    {
        RunStatus.Succeeded => StateLevel.Ok,
        RunStatus.Skipped => StateLevel.Info,
        RunStatus.Failed => StateLevel.Error,
        RunStatus.Running => StateLevel.Running,
        RunStatus.Interrupted => StateLevel.Warning,
        _ => StateLevel.Off,
    };

    public static string Word(RunStatus status) => status switch
    {
        RunStatus.Skipped => "Nothing to do",
        _ => status.ToString(),
    };
}
