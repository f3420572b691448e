namespace Platform.Kernel.Health;

/// <summary>
/// Looks at one thing an operator must keep in order (a tool, a folder, a key, a lane) and says how it is.
/// Found by type in the host and in every module; shown on the console's Health page and in <c>/health/ready</c>.
/// </summary>
public interface IHealthInspection
{
    /// <summary>Stable, lower-case with dashes: <c>ffmpeg-installed</c>.</summary>
    string Id { get; }

    /// <summary>Whether an error of this inspection makes the node not ready for traffic.</summary>
    bool AffectsReadiness => false;

    /// <summary>Must return within a second or honour cancellation. An exception is reported as an error finding.</summary>
    Task<HealthFinding> InspectAsync(CancellationToken cancellationToken);
}

public enum HealthLevel
{
    Ok,
    Warning,
    Error,
}

/// <summary>What an inspection found.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Title">What was looked at: "ffmpeg".</param>
/// <param name="Detail">How it is, one sentence: "Version 5.1.6 at /usr/bin/ffmpeg".</param>
public sealed record HealthFinding(HealthLevel Level, string Title, string Detail)
{
    /// <summary>What to do, one sentence; null when all is well.</summary>
    public string? Fix { get; init; }

    /// <summary>Where to do it: a console path ("settings#media") or a documentation address.</summary>
    public string? FixLink { get; init; }

    public static HealthFinding Ok(string title, string detail) => new(HealthLevel.Ok, title, detail);

    public static HealthFinding Warning(string title, string detail, string fix, string? fixLink = null) =>
        new(HealthLevel.Warning, title, detail) { Fix = fix, FixLink = fixLink };

    public static HealthFinding Error(string title, string detail, string fix, string? fixLink = null) =>
        new(HealthLevel.Error, title, detail) { Fix = fix, FixLink = fixLink };
}
