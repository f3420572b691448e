using System.Globalization;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>stream_checker's score: starts at 100, loses points by its table, never below 0. Texts are part of it.</summary>
internal static class HealthScore
{
    public static (int Score, IReadOnlyList<string> Issues, IReadOnlyList<string> Recommendations) Of(CheckReport report)
    {
        var tally = new Tally();
        Connection(report, tally);
        Certificate(report.SslCertificate, tally);
        Player(report.PlayerTests?.Vlc, tally);
        Audio(report.AudioAnalysis, tally);
        if (report.ConnectionQuality is { Stable: false }) tally.Lose(10, "Unstable connection");
        if (tally.Score < 80 && tally.Recommendations.Count == 0) tally.Recommendations.Add("Review stream configuration and server settings");
        return (Math.Max(0, tally.Score), tally.Issues, tally.Recommendations);
    }

    private static void Connection(CheckReport report, Tally tally)
    {
        var connectivity = report.Connectivity;
        if (connectivity.Status != ConnectivityStatus.Success) tally.Lose(20, "Stream connectivity failed");
        else if (connectivity.HttpStatus is not (null or 200)) tally.Lose(10, Text($"HTTP status: {connectivity.HttpStatus}"));
    }

    private static void Certificate(CertificateFacts? certificate, Tally tally)
    {
        if (certificate is null) return;
        if (!certificate.Valid) tally.Lose(10, "SSL certificate invalid or expired");
        else if (certificate.DaysUntilExpiration < 30) tally.Lose(5, Text($"SSL certificate expiring in {certificate.DaysUntilExpiration} days"), "Renew SSL certificate soon");
        if (certificate.SelfSigned) tally.Lose(5, "Self-signed SSL certificate");
    }

    private static void Player(PlayerTest? player, Tally tally)
    {
        if (player is { Status: StepStatus.Error or StepStatus.Timeout }) tally.Lose(20, "VLC player test failed");
        else if (player is { FormatSupported: false }) tally.Lose(10, "Stream format not supported by player");
    }

    private static void Audio(AudioAnalysis? audio, Tally tally)
    {
        if (audio is not { SilenceDetection: { } silence, AudioQuality: { } quality }) return;
        if (silence is { SilenceDetected: true, SilencePercentage: > 50 }) tally.Lose(10, Text($"Excessive silence: {silence.SilencePercentage:0.##}%"));
        else if (silence is { SilenceDetected: true, SilencePercentage: > 20 }) tally.Lose(5, Text($"Significant silence: {silence.SilencePercentage:0.##}%"));
        if (audio.ErrorDetection is { ErrorDetected: true }) tally.Lose(10, "Error message detected in audio");
        if (quality.ClippingDetected) tally.Lose(5, "Audio clipping detected", "Reduce input gain to prevent clipping");
        if (quality.AverageVolumeDb < -30) tally.Lose(5, Text($"Very low audio volume: {quality.AverageVolumeDb:0.##} dB"), "Increase stream volume levels");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Tally
    {
        public int Score { get; private set; } = 100;

        public List<string> Issues { get; } = [];

        public List<string> Recommendations { get; } = [];

        public void Lose(int points, string issue, string? recommendation = null)
        {
            Score -= points;
            Issues.Add(issue);
            if (recommendation is not null) Recommendations.Add(recommendation);
        }
    }
}
