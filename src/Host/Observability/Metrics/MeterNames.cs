using Platform.Kernel.Diagnostics;

namespace Platform.Host.Observability.Metrics;

/// <summary>The meters that are collected: the platform's and its modules', and those of the runtime beneath.</summary>
internal static class MeterNames
{
    private static readonly string[] Runtime =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.Components.Server.Circuits",
        "Microsoft.AspNetCore.RateLimiting",
        "System.Net.Http",
        "System.Runtime",
    ];

    /// <summary>As OpenTelemetry takes them.</summary>
    public static IEnumerable<string> Wildcards => [PlatformTelemetry.Name, PlatformTelemetry.Name + ".*", .. Runtime];

    public static bool IsCollected(string meter) =>
        meter == PlatformTelemetry.Name || meter.StartsWith(PlatformTelemetry.Name + ".", StringComparison.Ordinal) || Runtime.Contains(meter);
}
