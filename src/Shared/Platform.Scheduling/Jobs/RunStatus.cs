namespace Platform.Scheduling;

/// <summary>How a run of a job went.</summary>
public enum RunStatus
{
    /// <summary>It is running.</summary>
    Running,

    /// <summary>It did its work.</summary>
    Succeeded,

    /// <summary>It found nothing to do.</summary>
    Skipped,

    /// <summary>It failed; the reason says why.</summary>
    Failed,

    /// <summary>An operator stopped it, or the service was stopped.</summary>
    Cancelled,

    /// <summary>The service ended without stopping it: a crash, a power cut. It is run again.</summary>
    Interrupted,
}

/// <summary>Texts of <see cref="RunStatus"/>.</summary>
public static class RunStatusText
{
    /// <summary>As the API and events write it: <c>succeeded</c>.</summary>
    public static string Text(this RunStatus status) => status.ToString().ToLowerInvariant();
}
