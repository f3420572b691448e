using System.Text;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>What several formats say alike.</summary>
internal static class Wording
{
    /// <summary>Cuts to what a receiver takes, in UTF-16 units, never through a pair.</summary>
    public static string Cut(this string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + "…";
    }

    /// <summary>Cuts to what a receiver takes, in bytes of UTF-8.</summary>
    public static string CutBytes(this string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most) return text;
        var (bytes, end) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > most - 3) break;
            bytes += rune.Utf8SequenceLength;
            end += rune.Utf16SequenceLength;
        }

        return text[..end] + "…";
    }

    /// <summary>Red, amber, green or grey, as 0xRRGGBB.</summary>
    public static int Colour(AlertMessage message) => message switch
    {
        { IsGood: true, State: not "degraded" } => 0x2E7D32,
        { IsBad: true } => 0xC62828,
        { State: "degraded" } => 0xF9A825,
        _ => 0x607D8B,
    };

    public static string EventName(AlertEvent value) => value.ToString().ToLowerInvariant();
}
