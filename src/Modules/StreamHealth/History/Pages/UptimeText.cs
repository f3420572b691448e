using System.Globalization;

namespace Platform.StreamHealth.History.Pages;

/// <summary>How uptime is written: cut, not rounded, because 99.999 is not 100.</summary>
internal static class UptimeText
{
    public static string Of(double? percent) =>
        percent is { } p ? (Math.Floor(p * 100 + 1e-6) / 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "–";

    /// <summary>The console's word for a colour: all of it, most of it, less.</summary>
    public static string Css(double? percent) => percent switch { null => "none", >= 100 => "ok", >= 99 => "warning", _ => "error" };
}
