namespace Platform.Media.Meters;

internal static class Decibels
{
    /// <summary>An amplitude in dB; null for nothing at all.</summary>
    public static double? OfAmplitude(double amplitude) => amplitude > 0 ? 20 * Math.Log10(amplitude) : null;

    /// <summary>A mean square in dB; null for nothing at all.</summary>
    public static double? OfPower(double power) => power > 0 ? 10 * Math.Log10(power) : null;

    public static double ToAmplitude(double decibels) => Math.Pow(10, decibels / 20);
}
