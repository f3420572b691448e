using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>What a real player made of the stream. That the player itself crashed is said, but is not the stream's fault.</summary>
internal static class PlayerRules
{
    // Beyond this share listeners hear drop-outs.
    private const double AudibleLoss = 0.02;

    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        if (report.PlayerTests?.Vlc is not { Status: not StepStatus.Skipped } player) yield break;
        if (player.FormatSupported == false || player.Status == StepStatus.Timeout)
        {
            yield return new Finding(
                FindingCodes.PlayerFailed, Severity.Warning, $"VLC does not play the stream. {player.ErrorDetails}",
                "Try the stream in the players your listeners use; if they fail too, look at the encoder's format and container.");
        }
        else if (player.Status == StepStatus.Error)
        {
            yield return new Finding(FindingCodes.PlayerCrashed, Severity.Info, $"The player test broke down: {player.ErrorDetails}");
        }

        if (player.BufferingEvents > 0)
        {
            yield return new Finding(
                FindingCodes.PlayerBuffering, Severity.Info, FindingRules.Text($"Playback stopped {player.BufferingEvents} times to wait for data"),
                "Check the encoder's uplink and the server's load.");
        }

        // Opus that is joined in the middle reports losses although nothing is wrong.
        if (report.Measured?.Codec != "Opus" && player is { DecodedBuffers: > 0, LostBuffers: > 0 } && player.LostBuffers > player.DecodedBuffers * AudibleLoss)
            yield return new Finding(FindingCodes.PlayerLost, Severity.Info, FindingRules.Text($"The player lost {player.LostBuffers} of {player.DecodedBuffers} audio buffers"));
    }
}
