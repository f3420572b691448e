using System.Globalization;
using System.Text;

namespace Platform.Media.Players;

/// <summary>The worker's answer as lines of "name=value", which cost a process that lives for seconds less than JSON would.</summary>
internal static class PlayerReport
{
    private const string End = "player.end", FirstAudio = "player.first_audio_ms", Played = "player.played_seconds", Buffering = "player.buffering_events";
    private const string Decoded = "player.decoded_buffers", Lost = "player.lost_buffers", Error = "player.error";

    public static byte[] Write(PlayerMeasurement measured)
    {
        var text = new StringBuilder();
        void Line(string name, FormattableString value) => text.Append(name).Append('=').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var error in measured.Errors) Line(Error, $"{error.ReplaceLineEndings(" ")}");
        if (measured.FirstAudioMs is { } first) Line(FirstAudio, $"{first:F1}");
        Line(Played, $"{measured.PlayedSeconds:F3}");
        Line(Buffering, $"{measured.BufferingEvents}");
        Line(Decoded, $"{measured.DecodedBuffers}");
        Line(Lost, $"{measured.LostBuffers}");
        Line(End, $"{measured.End}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Null when the worker did not get to its end.</summary>
    public static PlayerMeasurement? Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        if (!Enum.TryParse<PlayerEnd>(lines[End].LastOrDefault(), out var end)) return null;
        return new PlayerMeasurement
        {
            End = end,
            FirstAudioMs = Number(lines[FirstAudio].LastOrDefault()),
            PlayedSeconds = Number(lines[Played].LastOrDefault()) ?? 0,
            BufferingEvents = (int)(Number(lines[Buffering].LastOrDefault()) ?? 0),
            DecodedBuffers = (int)(Number(lines[Decoded].LastOrDefault()) ?? 0),
            LostBuffers = (int)(Number(lines[Lost].LastOrDefault()) ?? 0),
            Errors = [.. lines[Error]],
        };
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
