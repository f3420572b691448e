using System.Text.RegularExpressions;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.MediaServers;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>Names the kind of stream; the first rule that fits wins, in stream_checker's order.</summary>
internal static partial class StreamTypeRules
{
    public static StreamTypeFacts Classify(CheckFacts facts)
    {
        var head = facts.Trace.Head!;
        var final = facts.Trace.Hops[^1];
        var server = head["Server"];
        var version = server is null ? null : Version().Match(server) is { Success: true } match ? match.Value : null;
        if (facts.Trace.Hops.Count > 1 && head.MediaType == "text/html")
        {
            return new StreamTypeFacts
            {
                Type = "Redirect to Web Page",
                Confidence = "high",
                DetectedVia = ["Redirect", "Content-Type"],
                Error = "The stream's address leads to a web page",
                RedirectUrl = final.AbsoluteUri,
            };
        }

        if (facts.Trace.Hls is not null || final.AbsolutePath.Contains(".m3u8", StringComparison.OrdinalIgnoreCase)) return Make("HLS", "high", version, "URL pattern");
        if (facts.Trace.Dash is { } dash) return Make("DASH", "high", version, "Manifest") with { Detail = dash.Live ? "live" : "on demand" };
        if (Names(server, "icecast")) return Make("Icecast", "high", version, "Server header");
        if (Shoutcast(head, server) is { } shoutcast) return shoutcast;
        if (head.Headers.Keys.Any(k => k.StartsWith("icy-", StringComparison.OrdinalIgnoreCase))) return Make("ICY Stream", "medium", version, "ICY headers");
        if (head.MediaType?.StartsWith("audio/", StringComparison.Ordinal) == true || head.MediaType == "application/ogg")
            return Make(final.Scheme == "https" ? "Direct HTTPS" : "Direct HTTP", "medium", version, "Content-Type");
        return Make("Unknown/Other", "low", version);
    }

    public static StreamTypeFacts Of(MediaServerFacts server) =>
        Make(server.Protocol, "high", null, "ffprobe") with { Detail = server.HasVideo ? "with video" : null };

    // Version 1 answers "ICY 200 OK" to everybody, version 2 in HTTP to those who speak it; both name themselves in
    // icy-notice2. Other servers that answer so do it to be taken for version 1.
    private static StreamTypeFacts? Shoutcast(ResponseHead head, string? server)
    {
        var notice = head["icy-notice2"];
        var named = Names(server, "shoutcast") || Names(server, "sc_trans") || Names(notice, "shoutcast");
        var icy = head.Protocol == "ICY";
        if (!named && !icy) return null;
        var version = named ? Version().Match($"{notice} {server}").Value : "";
        var generation = version.StartsWith('1') ? "v1" : version.StartsWith('2') ? "v2" : icy ? "v1" : null;
        List<string> via = [];
        if (Names(server, "shoutcast") || Names(server, "sc_trans")) via.Add("Server header");
        if (Names(notice, "shoutcast")) via.Add("icy-notice2");
        if (icy) via.Add("ICY status line");
        return Make("Shoutcast", named ? "high" : "medium", version, [.. via]) with { Detail = generation is null ? null : icy ? $"{generation}, answers ICY 200 OK" : generation };
    }

    private static StreamTypeFacts Make(string type, string confidence, string? version, params string[] via) =>
        new() { Type = type, Confidence = confidence, DetectedVia = via, ServerVersion = version is { Length: > 0 } ? version : null };

    private static bool Names(string? text, string what) => text?.Contains(what, StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex(@"\d+(\.\d+)+[\w.-]*")]
    private static partial Regex Version();
}
