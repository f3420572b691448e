using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Checks.Ads;

/// <summary>What phase 4 takes for an advertisement. The lists are those of stream_checker, but of whole words.</summary>
[SettingsSection("StreamHealth:Ads", "Advertisements")]
internal sealed class AdOptions
{
    [Display(Name = "Watched length", Description = "Seconds of programme a phase 4 check watches for advertisements.")]
    [Range(1, 300)]
    [RuntimeSetting]
    public int MonitorSeconds { get; set; } = 30;

    [Display(Name = "Shortest break", Description = "Advertisements of at least this many seconds in one piece count as a break.")]
    [Range(0.0, 300.0)]
    [RuntimeSetting]
    public double MinBreakSeconds { get; set; } = 5;

    [Display(Name = "Words in titles", Description = "A title with one of these words or phrases is an advertisement. Whole words, upper or lower case, separated by commas. Empty: titles are not looked at.")]
    [RuntimeSetting]
    public string TitlePatterns { get; set; } = "commercial, advertisement, ad break, advertising, ad, spot, promo, promotion";

    [Display(Name = "Words in genres", Description = "A stream whose genre has one of these words or phrases sends advertisements. Empty: genres are not looked at.")]
    [RuntimeSetting]
    public string GenrePatterns { get; set; } = "commercial, advertisement, ad, spot";
}
