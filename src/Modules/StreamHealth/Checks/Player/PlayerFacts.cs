using Platform.Media.Players;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Player;

/// <summary>Puts a player's run into the report's shape.</summary>
internal static class PlayerFacts
{
    private const string LibVlc = "libvlc";

    public static PlayerTest Skip(string reason) => new() { Status = StepStatus.Skipped, Reason = reason };

    public static PlayerTest Of(PlayerResult result, CheckFacts facts)
    {
        if (result.Skipped is { } reason) return Skip(reason);
        if (result.Measured is not { } measured)
            return new PlayerTest { Status = StepStatus.Error, Method = LibVlc, ErrorDetails = result.Problem, Errors = [result.Problem!] };

        var played = measured.End == PlayerEnd.Played && measured.FirstAudioMs is not null;
        return new PlayerTest
        {
            Status = played ? StepStatus.Success : measured.End == PlayerEnd.NoAudio ? StepStatus.Timeout : StepStatus.Error,
            Method = LibVlc,
            // The player was handed bytes that had arrived; a listener's would have waited for them as well.
            ConnectionTimeMs = measured.FirstAudioMs is { } first ? Math.Round(first + (facts.Trace.Timings.FirstAudioMs ?? 0), 1) : null,
            PlaybackDurationSeconds = Math.Round(measured.PlayedSeconds, 2),
            BufferingEvents = measured.BufferingEvents,
            DecodedBuffers = measured.DecodedBuffers,
            LostBuffers = measured.LostBuffers,
            FormatSupported = played ? true : measured.End == PlayerEnd.Failed ? false : null,
            Errors = measured.Errors,
            ErrorDetails = played ? null : Why(measured),
        };
    }

    private static string Why(PlayerMeasurement measured)
    {
        var said = measured.Errors.Count > 0 ? $": {measured.Errors[0]}" : "";
        return measured.End == PlayerEnd.NoAudio ? $"No audio came out of the player in time{said}" : $"The player cannot play this stream{said}";
    }
}
