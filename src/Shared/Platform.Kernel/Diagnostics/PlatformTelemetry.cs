using System.Diagnostics;

namespace Platform.Kernel.Diagnostics;

/// <summary>
/// Where the platform and its modules report metrics and spans. A meter made with
/// <c>IMeterFactory.Create(PlatformTelemetry.Name)</c>, or with a name that begins with it and a dot, is collected for
/// <c>/metrics</c> and for OpenTelemetry; nothing lists instruments.
/// </summary>
public static class PlatformTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Platform";

    /// <summary>Spans of work that is not a request: jobs, checks.</summary>
    public static ActivitySource Activities { get; } = new(Name);
}
