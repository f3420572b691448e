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

    /// <summary>What the monitor makes of a stream; as long as it is undecided, what the last check found.</summary>
    public static (StateLevel Level, string Text) Look(StreamView stream) => (stream.Enabled, stream.Status.Monitor) switch
    {
        (false, _) => (StateLevel.Off, "Paused"),
        (_, MonitorState.Down) => (StateLevel.Error, "Down"),
        (_, MonitorState.Maintenance) => (StateLevel.Info, "Maintenance"),
        (_, MonitorState.Degraded) => (StateLevel.Warning, "Degraded"),
        (_, MonitorState.Up) when stream.Status.State == StreamState.Failing => (StateLevel.Warning, "Up, last check failed"),
        (_, MonitorState.Up) => (StateLevel.Ok, "Up"),
        _ when stream.Status.State == StreamState.Failing => (StateLevel.Warning, "Failing, not yet down"),
        _ => Look(stream.Status.State),
    };

    public static string Lufs(double? value) => Number(value, "0.0", " LUFS");

    public static string Lu(double? value) => Number(value, "0.0", " LU");

    public static string Db(double? value, string unit = "dBFS") => Number(value, "0.0", " " + unit);

    public static string Percent(double? value) => Number(value, "0.##", " %");

    public static string Ms(double? value) => Number(value, "0", " ms");

    public static string Kbps(int? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v} kbit/s") : None;

    public static string Hz(int? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v / 1000.0:0.###} kHz") : None;

    public static string Seconds(double value) => Number(value, "0.0#", " s");

    private static string Number(double? value, string format, string unit) =>
        value is { } v && double.IsFinite(v) ? v.ToString(format, CultureInfo.InvariantCulture) + unit : None;
}
