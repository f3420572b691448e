using System.Globalization;
using Platform.StreamHealth.Checks.Reporting;
using static Platform.StreamHealth.Checks.Cli.ReportLines;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>The sections of phases 2 to 4. One that was skipped says why in one line.</summary>
internal sealed class ListeningText(ReportLines lines)
{
    private const int MostShown = 3;

    public void Write(CheckReport report)
    {
        if (report.PlayerTests?.Vlc is { } player) Player(player);
        if (report.ConnectionQuality is { } quality) Quality(quality);
        if (report.AudioAnalysis is { } audio) Audio(audio);
        if (report.AdDetection is { } ads) Ads(ads);
    }

    private void Player(PlayerTest player)
    {
        lines.Section("Player Tests");
        if (Skipped(player.Status, player.Reason)) return;
        var fine = player.Status is StepStatus.Success or StepStatus.Ok;
        lines.Row("VLC", $"{(fine ? "✓" : "✗")} {Word(player.Status)}", fine ? TextColour.Green : TextColour.Red);
        lines.Row("Error", player.ErrorDetails);
        // A player that plays complains too, of a screen or a sound card that a server does not have.
        if (!fine) foreach (var error in player.Errors.Where(e => e != player.ErrorDetails).Take(MostShown)) lines.Row("  said", error);
        lines.Row("Time to first audio", Ms(player.ConnectionTimeMs));
        lines.Row("Played for", Unit(player.PlaybackDurationSeconds, "s"));
        lines.Row("Stops to buffer", Number(player.BufferingEvents), player.BufferingEvents > 0 ? TextColour.Yellow : TextColour.None);
        lines.Row("Format supported", player.FormatSupported switch { true => "✓ yes", false => "✗ no", null => null }, player.FormatSupported == false ? TextColour.Red : TextColour.None);
    }

    private void Quality(ConnectionQuality quality)
    {
        lines.Section("Connection Quality");
        lines.Row("Stable", quality.Stable ? "✓ yes" : $"✗ {quality.Reason}", quality.Stable ? TextColour.Green : TextColour.Red);
        lines.Row("Received", string.Create(CultureInfo.InvariantCulture, $"{quality.BytesReceived / 1024} KiB in {quality.Seconds:0.0} s"));
        lines.Row("Longest wait for data", Ms(quality.LongestGapMs));
    }

    private void Audio(AudioAnalysis audio)
    {
        lines.Section("Audio Analysis");
        if (Skipped(audio.Status, audio.Error)) return;
        var fine = audio.Status == StepStatus.Ok;
        lines.Row("Status", $"{(fine ? "✓" : "✗")} {Word(audio.Status)}{(audio.Error is { } e ? $": {e}" : "")}", fine ? TextColour.Green : TextColour.Red);
        if (audio is not { SilenceDetection: { } silence, AudioQuality: { } quality, Loudness: { } loudness }) return;
        lines.Row("Listened to", Unit(audio.SampleSeconds, "s"));
        lines.Row("Silence", string.Create(CultureInfo.InvariantCulture, $"{silence.SilencePercentage:0.##} % (below {silence.ThresholdDb} dBFS)"), silence.SilenceDetected ? TextColour.Yellow : TextColour.None);
        foreach (var period in silence.SilencePeriods.Take(MostShown))
            lines.Row("  from", string.Create(CultureInfo.InvariantCulture, $"{period.StartSeconds:0.0} s for {period.DurationSeconds:0.0} s"));
        More(silence.SilencePeriods.Count);
        lines.Row("Loudness, integrated", Unit(loudness.IntegratedLufs, "LUFS"));
        lines.Row("Loudness, short-term maximum", Unit(loudness.ShortTermMaxLufs, "LUFS"));
        lines.Row("Loudness range", Unit(loudness.LoudnessRangeLu, "LU"));
        lines.Row("True peak", Unit(loudness.TruePeakDbtp, "dBTP"));
        lines.Row("Average volume", Unit(quality.AverageVolumeDb, "dBFS"));
        lines.Row("Peak volume", Unit(quality.PeakVolumeDb, "dBFS"));
        lines.Row("Dynamic range", Unit(quality.DynamicRangeDb, "dB"));
        lines.Row("Clipping", string.Create(CultureInfo.InvariantCulture, $"{(quality.ClippingDetected ? "⚠ " : "")}{quality.ClippingPercentage:0.##} %"), quality.ClippingDetected ? TextColour.Yellow : TextColour.None);
        foreach (var channel in audio.Channels) lines.Row($"Channel {channel.Name}", channel.Dead ? "✗ dead" : Unit(channel.RmsDb, "dBFS RMS") ?? "silent", channel.Dead ? TextColour.Red : TextColour.None);
        lines.Row("Correlation of the channels", audio.Correlation?.ToString("0.00", CultureInfo.InvariantCulture));
        foreach (var message in audio.ErrorDetection?.ErrorMessages ?? []) lines.Row("Error message", $"⚠ {message}", TextColour.Yellow);
    }

    private void Ads(AdDetection ads)
    {
        lines.Section("Ad Detection");
        if (Skipped(ads.Status, ads.Reason)) return;
        lines.Row("Advertisements", ads.AdsDetected ? "yes" : "none noticed");
        lines.Row("Watched", Unit(ads.MonitoringDurationSeconds, "s of programme"));
        lines.Row("Breaks an hour", ads.AdsDetected ? ads.AdFrequencyPerHour.ToString("0.#", CultureInfo.InvariantCulture) : null);
        lines.Row("Advertisements in all", ads.AdsDetected ? Unit(ads.TotalAdTimeSeconds, "s") : null);
        foreach (var one in ads.AdBreaks.Take(MostShown))
            lines.Row("  from", string.Create(CultureInfo.InvariantCulture, $"{one.StartTime:0.0} s for {one.DurationSeconds:0.0} s{(one.Title is { } title ? $": {title}" : "")}"));
        More(ads.AdBreaks.Count);
        foreach (var title in ads.Titles.Take(MostShown)) lines.Row("Title", string.Create(CultureInfo.InvariantCulture, $"at {title.AtSeconds:0.0} s: {title.Title}"));
        More(ads.Titles.Count);
    }

    private bool Skipped(StepStatus status, string? reason)
    {
        if (status != StepStatus.Skipped) return false;
        lines.Line($"– skipped{(reason is null ? "" : $": {reason}")}");
        return true;
    }

    private void More(int count)
    {
        if (count > MostShown) lines.Row("  and", string.Create(CultureInfo.InvariantCulture, $"{count - MostShown} more"));
    }
}
