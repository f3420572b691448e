using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Host.Api;

/// <summary>Limits at the edge.</summary>
[SettingsSection("Api", "API and network edge")]
public sealed class ApiOptions
{
    [Display(Name = "Requests per minute", Description = "How many requests one user, API key or (when not signed in) address may make per minute, averaged; bursts of a quarter of it at once are fine.")]
    [Range(10, 1_000_000)]
    [RuntimeSetting]
    public int RequestsPerMinute { get; set; } = 1200;

    [Display(Name = "Event streams per caller", Description = "How many server-sent event streams one user, API key or address may hold open at once.")]
    [Range(1, 1000)]
    [RuntimeSetting]
    public int EventStreamsPerCaller { get; set; } = 20;

    [Display(Name = "Largest request body (bytes)", Description = "Requests with a larger body are refused with 413. Uploads state their own limit.")]
    [Range(1024, 1_000_000_000)]
    [RuntimeSetting]
    public long MaxRequestBytes { get; set; } = 1024 * 1024;

    [Display(Name = "Trusted proxies", Description = "Addresses or networks (10.0.0.0/8) of reverse proxies whose X-Forwarded-For, -Proto and -Host headers are believed. Headers from anyone else are ignored.")]
    public IList<string> TrustedProxies { get; set; } = [];
}
