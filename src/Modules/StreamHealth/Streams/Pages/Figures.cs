using System.Globalization;
using Platform.Console;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Pages;

/// <summary>How figures and states are written in the console.</summary>
internal static class Figures
{
    private const string None = "–";

    public static (StateLevel Level, string Text) Look(StreamState state) => state switch
    {
        StreamState.Healthy => (StateLevel.Ok, "Healthy"),
        StreamState.Degraded => (StateLevel.Warning, "Degraded"),
        StreamState.Failing => (StateLevel.Error, "Failing"),
        _ => (StateLevel.Off, "Not checked yet"),
    };

    public static string Lufs(double? value) => Number(value, "0.0", " LUFS");

    public static string Db(double? value, string unit = "dBFS") => Number(value, "0.0", " " + unit);

    public static string Percent(double? value) => Number(value, "0.##", " %");

    public static string Ms(double? value) => Number(value, "0", " ms");

    public static string Kbps(int? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v} kbit/s") : None;

    public static string Hz(int? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v / 1000.0:0.###} kHz") : None;

    public static string Seconds(double value) => Number(value, "0.0#", " s");

    private static string Number(double? value, string format, string unit) =>
        value is { } v && double.IsFinite(v) ? v.ToString(format, CultureInfo.InvariantCulture) + unit : None;
}
