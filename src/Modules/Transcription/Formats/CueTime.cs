using System.Globalization;

namespace Platform.Transcription.Formats;

/// <summary>Moments as the formats write them. Hours go on past 99.</summary>
internal static class CueTime
{
    public static long Milliseconds(TimeSpan time) => Math.Max(0, (long)Math.Round(time.TotalMilliseconds, MidpointRounding.AwayFromZero));

    /// <summary><c>01:02:03.456</c>, with another sign before the milliseconds where the format has one.</summary>
    public static string Clock(TimeSpan time, char point)
    {
        var (ms, invariant) = (Milliseconds(time), CultureInfo.InvariantCulture);
        return string.Create(invariant, $"{ms / 3_600_000:00}:{ms / 60_000 % 60:00}:{ms / 1000 % 60:00}{point}{ms % 1000:000}");
    }

    /// <summary><c>62:03.45</c>: minutes and hundredths, as lyrics have it.</summary>
    public static string Minutes(TimeSpan time)
    {
        var hundredths = (Milliseconds(time) + 5) / 10;
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 6000:00}:{hundredths / 100 % 60:00}.{hundredths % 100:00}");
    }
}
