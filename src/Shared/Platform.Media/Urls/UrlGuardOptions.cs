using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Media.Urls;

/// <summary>Which addresses a URL that a user entered may lead to.</summary>
[SettingsSection("UrlGuard", "Addresses that checks may reach")]
public sealed class UrlGuardOptions
{
    /// <summary>Schemes a URL may have, separated by commas.</summary>
    [Display(Name = "Allowed schemes", Description = "Schemes a URL may have, separated by commas.")]
    [Required]
    public string AllowedSchemes { get; set; } = "http, https";

    /// <summary>Further schemes that the address of a stream may have, separated by commas.</summary>
    [Display(Name = "Stream schemes", Description = "Further schemes that the address of a stream may have, separated by commas: rtmp, rtmps, rtsp, rtsps. Empty: only those above.")]
    public string StreamSchemes { get; set; } = "rtmp, rtmps, rtsp, rtsps";

    /// <summary>
    /// Networks in CIDR notation, or single addresses, separated by commas, that may be reached although they are not public:
    /// <c>10.20.0.0/16, 192.168.1.10, fd00:1::/64</c>. Empty means public addresses only.
    /// </summary>
    [Display(Name = "Allowed private networks", Description = "The station's own networks, in CIDR notation, separated by commas: 10.20.0.0/16, 192.168.1.10. Empty: public addresses only.")]
    [NetworkList]
    [RuntimeSetting]
    public string AllowedNetworks { get; set; } = "";

    /// <summary>
    /// Host names, separated by commas, that may resolve to addresses that are not public: <c>encoder.lan, *.studio.example</c>.
    /// Only for names whose DNS the station controls: whoever controls a name here decides which machine is reached.
    /// </summary>
    [Display(Name = "Allowed private host names", Description = "Host names that may lead to private addresses, separated by commas: encoder.lan, *.studio.example.")]
    [RuntimeSetting]
    public string AllowedHosts { get; set; } = "";

    /// <summary>Longest accepted URL, in characters.</summary>
    [Display(Name = "Longest URL", Description = "Longest accepted URL, in characters.")]
    [Range(16, 10_000)]
    [RuntimeSetting]
    public int MaxUrlLength { get; set; } = 2048;

    /// <summary>How long a host name may take to resolve, in seconds.</summary>
    [Display(Name = "DNS timeout", Description = "How long a host name may take to resolve, in seconds.")]
    [Range(1, 60)]
    [RuntimeSetting]
    public int ResolveTimeoutSeconds { get; set; } = 10;

    internal static string[] Items(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
