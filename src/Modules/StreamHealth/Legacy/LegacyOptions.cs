using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Legacy;

/// <summary>The calls that are kept from stream_checker.</summary>
[SettingsSection("StreamHealth:Legacy", "stream_checker's API")]
internal sealed class LegacyOptions
{
    [Display(Name = "Checks an hour", Description = "How often one address may call POST /api/streams/check within an hour, as stream_checker had it. 0 for as often as the API's own limit lets it.")]
    [Range(0, 100_000)]
    [RuntimeSetting]
    public int ChecksPerHour { get; set; } = 10;

    [Display(Name = "Shorten addresses", Description = "Keeps the callers' addresses in the log of requests without their end: the last part of an IPv4 address, the last four groups of an IPv6 address.")]
    [RuntimeSetting]
    public bool ShortenAddresses { get; set; } = true;
}
