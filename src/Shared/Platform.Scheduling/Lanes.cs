namespace Platform.Scheduling;

/// <summary>
/// The lanes work runs in. A lane is a Quartz execution group with a limit per node (<c>Scheduling:Lanes</c>):
/// work of one lane never takes the room of another, and a node whose limit is 0 never takes that lane.
/// </summary>
public static class Lanes
{
    /// <summary>Network checks. They wait more than they work, so many run at once.</summary>
    public const string Probe = "probe";

    /// <summary>Work that starts ffmpeg or another media tool.</summary>
    public const string Media = "media";

    /// <summary>Speech and language models; the lane of a machine with a graphics card.</summary>
    public const string Speech = "speech";

    /// <summary>Downloads, feeds and paid interfaces.</summary>
    public const string Net = "net";

    /// <summary>Housekeeping.</summary>
    public const string System = "system";

    /// <summary>Every lane there is.</summary>
    public static IReadOnlyList<string> All { get; } = [Probe, Media, Speech, Net, System];
}
