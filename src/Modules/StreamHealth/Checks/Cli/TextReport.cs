using System.Globalization;
using System.Text;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>The report for a person at a terminal, in stream_checker's form.</summary>
internal sealed class TextReport
{
    private const int Width = 60;
    private const int KeyWidth = 40;
    private readonly StringBuilder _text = new();
    private readonly bool _colours;

    private TextReport(bool colours) => _colours = colours;

    public static string Write(CheckReport report, bool colours)
    {
        var writer = new TextReport(colours);
        writer.Head(report);
        writer.Findings(report);
        writer.Connectivity(report);
        writer.Certificate(report.SslCertificate);
        writer.Stream(report);
        writer.Listening(report);
        writer.Lists(report);
        return writer._text.ToString();
    }

    private void Head(CheckReport report)
    {
        _text.AppendLine(new string('=', Width)).AppendLine("Stream Health Check Report").AppendLine(new string('=', Width));
        Row("URL", report.StreamUrl);
        Row("Test run", report.TestRunId.ToString());
        Row("Stream", report.StreamId);
        Row("Time", report.Timestamp.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        Row("Phase", Number(report.Phase));
        var (mark, colour) = report.Verdict.State switch
        {
            VerdictState.Healthy => ("✓", Colour.Green),
            VerdictState.Degraded => ("⚠", Colour.Yellow),
            _ => ("✗", Colour.Red),
        };
        Row("Verdict", Paint($"{mark} {report.Verdict.State.ToString().ToLowerInvariant()}", colour));
        Row("Health score", Paint($"{report.HealthScore}/100", report.HealthScore >= 80 ? Colour.Green : report.HealthScore >= 60 ? Colour.Yellow : Colour.Red));
    }

    private void Findings(CheckReport report)
    {
        if (report.Findings.Count == 0) return;
        Section("Findings");
        foreach (var finding in report.Findings)
        {
            var (mark, colour) = finding.Severity switch { Severity.Error => ("✗", Colour.Red), Severity.Warning => ("⚠", Colour.Yellow), _ => ("·", Colour.None) };
            _text.AppendLine(CultureInfo.InvariantCulture, $"{Paint($"{mark} {finding.Message}", colour)} [{finding.Code}]");
            if (finding.Recommendation is { } advice) _text.AppendLine(CultureInfo.InvariantCulture, $"    {advice}");
        }
    }

    private void Connectivity(CheckReport report)
    {
        var (c, t) = (report.Connectivity, report.Timings);
        Section("Connectivity");
        var fine = c.Status == ConnectivityStatus.Success;
        Row("Status", Paint($"{(fine ? "✓" : "✗")} {Word(c.Status)}", fine ? Colour.Green : Colour.Red));
        Row("Error", c.Error);
        Row("HTTP status", Number(c.HttpStatus));
        Row("Content type", c.ContentType);
        Row("Server address", c.RemoteAddress);
        Row("Final URL", c.FinalUrl);
        Row("DNS", Ms(t.DnsMs));
        Row("Connect", Ms(t.ConnectMs));
        Row("TLS handshake", Ms(t.TlsMs));
        Row("First byte of the answer", Ms(t.FirstByteMs));
        Row("First audio, from the start", Ms(t.FirstAudioMs));
        Row("Codec recognised, from the start", Ms(t.CodecMs));
    }

    private void Certificate(CertificateFacts? certificate)
    {
        if (certificate is null) return;
        Section("SSL Certificate");
        Row("Valid", Paint(certificate.Valid ? "✓ yes" : "✗ no", certificate.Valid ? Colour.Green : Colour.Red));
        Row("Error", certificate.Error);
        Row("Expires", certificate.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Row("Days left", Number(certificate.DaysUntilExpiration));
        Row("Subject", certificate.Subject);
        Row("Issuer", certificate.Issuer);
        Row("Self-signed", certificate.SelfSigned ? "yes" : "no");
        Row("Protocol", certificate.Protocol);
    }

    private void Stream(CheckReport report)
    {
        if (report.StreamType is { } type)
        {
            Section("Stream Type");
            Row("Type", $"{type.Type} (confidence {type.Confidence})");
            Row("Server version", type.ServerVersion);
            Row("Detected via", string.Join(", ", type.DetectedVia));
        }

        if (report.StreamParameters is { } p)
        {
            var m = report.Measured;
            Section("Stream Parameters");
            Row("Codec", Both(p.Codec, m?.Codec is { } codec ? $"{codec}{(m.Container is { } wrap ? $" in {wrap}" : "")}" : null));
            Row("Bitrate", Both(Unit(report.Advertised?.BitrateKbps, "kbit/s"), Unit(m?.BitrateKbps, "kbit/s") is { } b ? $"{b} {m!.BitrateMode}".TrimEnd() : null));
            Row("Sample rate", Both(Unit(report.Advertised?.SampleRateHz, "Hz"), Unit(m?.SampleRateHz, "Hz")));
            Row("Channels", p.Channels);
            Row("Note", m?.Note);
        }

        if (report.Metadata is { } meta)
        {
            Section("Metadata");
            Row("Station", meta.Title);
            Row("Genre", meta.Genre);
            Row("Description", meta.Description);
            Row("Website", meta.Url);
            Row("Now playing", meta.StreamTitle);
        }

        if (report.ServerHeaders is { } headers)
        {
            Section("Server Headers");
            Row("Server", headers.Server);
            Row("CORS", headers.CorsEnabled ? $"✓ {headers.CorsOrigin}" : "✗ not enabled: web players on other sites cannot read the stream");
            Row("Cache control", headers.CacheControl);
            Row("CDN", headers.Cdn);
        }

        if (report.HlsInfo is not { IsHls: true } hls) return;
        Section("HLS Information");
        Row("Playlist", hls.IsMasterPlaylist ? "master" : "media");
        Row("Variants", Number(hls.VariantStreams.Count));
        Row("Segments", Number(hls.SegmentCount));
    }

    private void Listening(CheckReport report)
    {
        if (report.PlayerTests?.Vlc is { } vlc)
        {
            Section("Player Tests");
            Row("VLC", $"{Word(vlc.Status)}{(vlc.Reason is { } reason ? $": {reason}" : "")}");
        }

        if (report.ConnectionQuality is { } quality)
        {
            Section("Connection Quality");
            Row("Stable", quality.Stable ? Paint("✓ yes", Colour.Green) : Paint($"✗ {quality.Reason}", Colour.Red));
            Row("Received", $"{quality.BytesReceived / 1024} KiB in {quality.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
            Row("Longest wait for data", Ms(quality.LongestGapMs));
        }

        if (report.AudioAnalysis is { } audio) Audio(audio);
    }

    private void Audio(AudioAnalysis audio)
    {
        Section("Audio Analysis");
        Row("Status", $"{(audio.Status == StepStatus.Ok ? "✓" : audio.Status == StepStatus.Error ? "✗" : "·")} {Word(audio.Status)}{(audio.Error is { } e ? $": {e}" : "")}");
        if (audio is not { SilenceDetection: { } silence, AudioQuality: { } quality, Loudness: { } loudness }) return;
        Row("Listened to", Unit(audio.SampleSeconds, "s"));
        Row("Silence", $"{silence.SilencePercentage.ToString("0.##", CultureInfo.InvariantCulture)} % (below {silence.ThresholdDb.ToString(CultureInfo.InvariantCulture)} dBFS)");
        foreach (var period in silence.SilencePeriods.Take(3))
            Row("  from", string.Create(CultureInfo.InvariantCulture, $"{period.StartSeconds:0.0} s for {period.DurationSeconds:0.0} s"));
        Row("Loudness, integrated", Unit(loudness.IntegratedLufs, "LUFS"));
        Row("Loudness, short-term maximum", Unit(loudness.ShortTermMaxLufs, "LUFS"));
        Row("Loudness range", Unit(loudness.LoudnessRangeLu, "LU"));
        Row("True peak", Unit(loudness.TruePeakDbtp, "dBTP"));
        Row("Average volume", Unit(quality.AverageVolumeDb, "dBFS"));
        Row("Peak volume", Unit(quality.PeakVolumeDb, "dBFS"));
        Row("Dynamic range", Unit(quality.DynamicRangeDb, "dB"));
        Row("Clipping", $"{(quality.ClippingDetected ? "⚠ " : "")}{quality.ClippingPercentage.ToString("0.##", CultureInfo.InvariantCulture)} %");
        foreach (var channel in audio.Channels) Row($"Channel {channel.Name}", channel.Dead ? "✗ dead" : Unit(channel.RmsDb, "dBFS RMS") ?? "silent");
        Row("Correlation", audio.Correlation?.ToString("0.00", CultureInfo.InvariantCulture));
    }

    private void Lists(CheckReport report)
    {
        List("Issues", report.Issues);
        List("Recommendations", report.Recommendations);
        _text.AppendLine(new string('=', Width));
    }

    private void List(string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        Section(title);
        foreach (var item in items) _text.AppendLine(CultureInfo.InvariantCulture, $"- {item}");
    }

    private void Section(string title) => _text.AppendLine().AppendLine(title).AppendLine(new string('-', title.Length));

    // What is not known is not shown.
    private void Row(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _text.Append(key).Append(' ').Append('.', Math.Max(1, KeyWidth - key.Length - 1)).Append(' ').AppendLine(value);
    }

    private static string? Both(string? claimed, string? measured) => (claimed, measured) switch
    {
        (null, _) => measured,
        (_, null) => $"{claimed} (announced)",
        _ when measured.StartsWith(claimed, StringComparison.OrdinalIgnoreCase) => measured,
        _ => $"{measured} (announced: {claimed})",
    };

    private static string? Unit(double? value, string unit) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.##} {unit}") : null;

    private static string? Ms(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.#} ms") : null;

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private string Paint(string text, Colour colour) => _colours && colour != Colour.None ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;

    private enum Colour
    {
        None = 0,
        Red = 31,
        Green = 32,
        Yellow = 33,
    }
}
