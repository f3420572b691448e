using System.Globalization;
using Platform.StreamHealth.Checks.Reporting;
using static Platform.StreamHealth.Checks.Cli.ReportLines;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>The report for a person at a terminal, in stream_checker's form.</summary>
internal sealed class TextReport
{
    private readonly ReportLines _lines;

    private TextReport(bool colours) => _lines = new ReportLines(colours);

    public static string Write(CheckReport report, bool colours)
    {
        var writer = new TextReport(colours);
        writer.Head(report);
        writer.Findings(report);
        writer.Connectivity(report);
        writer.Certificate(report.SslCertificate);
        writer.Stream(report);
        writer.Hls(report.HlsInfo);
        writer.Dash(report.DashInfo);
        new ListeningText(writer._lines).Write(report);
        writer.List("Issues", report.Issues);
        writer.List("Recommendations", report.Recommendations);
        writer._lines.Rule();
        return writer._lines.ToString();
    }

    private void Head(CheckReport report)
    {
        _lines.Banner("Stream Health Check Report");
        _lines.Row("URL", report.StreamUrl);
        _lines.Row("Test run", report.TestRunId.ToString());
        _lines.Row("Stream", report.StreamId);
        _lines.Row("Time", report.Timestamp.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        _lines.Row("Phase", Number(report.Phase));
        var (mark, colour) = MarkOf(report.Verdict.State);
        _lines.Row("Verdict", $"{mark} {report.Verdict.State.ToString().ToLowerInvariant()}", colour);
        _lines.Row("Health score", $"{report.HealthScore}/100", report.HealthScore >= 80 ? TextColour.Green : report.HealthScore >= 60 ? TextColour.Yellow : TextColour.Red);
    }

    private void Findings(CheckReport report)
    {
        if (report.Findings.Count == 0) return;
        _lines.Section("Findings");
        foreach (var finding in report.Findings)
        {
            var (mark, colour) = finding.Severity switch { Severity.Error => ("✗", TextColour.Red), Severity.Warning => ("⚠", TextColour.Yellow), _ => ("·", TextColour.None) };
            _lines.Line($"{_lines.Paint($"{mark} {finding.Message}", colour)} [{finding.Code}]");
            if (finding.Recommendation is { } advice) _lines.Line($"    {advice}");
        }
    }

    private void Connectivity(CheckReport report)
    {
        var (c, t) = (report.Connectivity, report.Timings);
        _lines.Section("Connectivity");
        var fine = c.Status == ConnectivityStatus.Success;
        _lines.Row("Status", $"{(fine ? "✓" : "✗")} {Word(c.Status)}", fine ? TextColour.Green : TextColour.Red);
        _lines.Row("Error", c.Error);
        _lines.Row("HTTP status", Number(c.HttpStatus));
        _lines.Row("Response time", Ms(c.ResponseTimeMs));
        _lines.Row("Content type", c.ContentType);
        _lines.Row("Server address", c.RemoteAddress);
        _lines.Row("Final URL", c.FinalUrl);
        _lines.Row("DNS", Ms(t.DnsMs));
        _lines.Row("Connect", Ms(t.ConnectMs));
        _lines.Row("TLS handshake", Ms(t.TlsMs));
        _lines.Row("First byte of the answer", Ms(t.FirstByteMs));
        _lines.Row("First audio, from the start", Ms(t.FirstAudioMs));
        _lines.Row("Codec recognised, from the start", Ms(t.CodecMs));
    }

    private void Certificate(CertificateFacts? certificate)
    {
        if (certificate is null) return;
        _lines.Section("SSL Certificate");
        _lines.Row("Valid", certificate.Valid ? "✓ yes" : "✗ no", certificate.Valid ? TextColour.Green : TextColour.Red);
        _lines.Row("Error", certificate.Error);
        _lines.Row("Expires", certificate.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        _lines.Row("Days left", Number(certificate.DaysUntilExpiration));
        _lines.Row("Subject", certificate.Subject);
        _lines.Row("Issuer", certificate.Issuer);
        _lines.Row("Self-signed", certificate.SelfSigned ? "yes" : "no");
        _lines.Row("Protocol", certificate.Protocol);
    }

    private void Stream(CheckReport report)
    {
        if (report.StreamType is { } type)
        {
            _lines.Section("Stream Type");
            _lines.Row("Type", $"{type.Type} (confidence {type.Confidence})");
            _lines.Row("Server version", type.ServerVersion);
            _lines.Row("Detected via", string.Join(", ", type.DetectedVia));
        }

        if (report.StreamParameters is { } p)
        {
            var m = report.Measured;
            _lines.Section("Stream Parameters");
            _lines.Row("Codec", Both(p.Codec, m?.Codec is { } codec ? $"{codec}{(m.Container is { } wrap ? $" in {wrap}" : "")}" : null));
            _lines.Row("Bitrate", Both(Unit(report.Advertised?.BitrateKbps, "kbit/s"), Unit(m?.BitrateKbps, "kbit/s") is { } b ? $"{b} {m!.BitrateMode}".TrimEnd() : null));
            _lines.Row("Sample rate", Both(Unit(report.Advertised?.SampleRateHz, "Hz"), Unit(m?.SampleRateHz, "Hz")));
            _lines.Row("Channels", p.Channels);
            _lines.Row("Note", m?.Note);
        }

        if (report.Metadata is { } meta)
        {
            _lines.Section("Metadata");
            _lines.Row("Station", meta.Title);
            _lines.Row("Genre", meta.Genre);
            _lines.Row("Description", meta.Description);
            _lines.Row("Website", meta.Url);
            _lines.Row("Now playing", meta.StreamTitle);
        }

        if (report.ServerHeaders is not { } headers) return;
        _lines.Section("Server Headers");
        _lines.Row("Server", headers.Server);
        _lines.Row("CORS", headers.CorsEnabled ? $"✓ {headers.CorsOrigin}" : "✗ not enabled: web players on other sites cannot read the stream");
        _lines.Row("Cache control", headers.CacheControl);
        _lines.Row("CDN", headers.Cdn);
    }

    private void Hls(HlsInfo? hls)
    {
        if (hls is not { IsHls: true }) return;
        _lines.Section("HLS Information");
        _lines.Row("Playlist", (hls.IsMasterPlaylist ? "master" : "media") + (hls.Live switch { true => ", live", false => ", ended", null => "" }));
        if (hls.IsMasterPlaylist) _lines.Row("Variants", Number(hls.VariantStreams.Count));
        foreach (var variant in hls.Variants) _lines.Row("  variant", $"{Unit(variant.BandwidthKbps, "kbit/s")} {variant.Codecs}{(variant.Accessible == false ? " ✗ not reachable" : "")}");
        _lines.Row("Segments", Number(hls.SegmentCount));
        Reachable("Segments reachable", hls.SegmentsAccessible);
        foreach (var one in hls.Segments)
            _lines.Row($"  {one.Which}", one.Error ?? $"{Unit(one.MeasuredSeconds ?? one.DurationSeconds, "s")}, {Unit(one.BitrateKbps, "kbit/s")}, fetched in {Ms(one.FetchMs)}");
        _lines.Row("Container", hls.Container);
        _lines.Row("Encryption", hls.Encryption);
        _lines.Row("Protection", hls.Protection);
        Reachable("Keys reachable", hls.KeysAccessible);
        _lines.Row("Low latency", hls.LowLatency is { } low ? $"parts of {Unit(low.PartTargetSeconds, "s")}" : null);
        _lines.Row("Target duration", Unit(hls.TargetDurationSeconds, "s"));
        _lines.Row("New segment after", Unit(hls.UpdatedAfterSeconds, "s"));
        if (hls.Stale == true) _lines.Row("Stale", "✗ nothing is added any more", TextColour.Red);
        _lines.Row("Markers", hls.Markers.Count > 0 ? Number(hls.Markers.Count) : null);
        _lines.Row("Error", hls.Error);
    }

    private void Dash(DashInfo? dash)
    {
        if (dash is null) return;
        _lines.Section("DASH Information");
        _lines.Row("Manifest", dash.Live ? "live" : "on demand");
        foreach (var audio in dash.Audio)
            _lines.Row("  audio", string.Join(" ", new[] { Unit(audio.BandwidthKbps, "kbit/s"), audio.Codecs, Unit(audio.SampleRateHz, "Hz"), audio.Language }.OfType<string>()));
        _lines.Row("Protection", dash.Protected ? "encrypted" : null);
        _lines.Row("Published", dash.PublishTime?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        _lines.Row("Last segment ends", dash.LiveEdge?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        _lines.Row("Error", dash.Error);
    }

    private void Reachable(string key, bool? reachable) =>
        _lines.Row(key, reachable switch { true => "✓ yes", false => "✗ no", null => null }, reachable == false ? TextColour.Red : TextColour.None);

    private void List(string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        _lines.Section(title);
        foreach (var item in items) _lines.Line($"- {item}");
    }

    private static string? Both(string? claimed, string? measured) => (claimed, measured) switch
    {
        (null, _) => measured,
        (_, null) => $"{claimed} (announced)",
        _ when measured.StartsWith(claimed, StringComparison.OrdinalIgnoreCase) => measured,
        _ => $"{measured} (announced: {claimed})",
    };
}
