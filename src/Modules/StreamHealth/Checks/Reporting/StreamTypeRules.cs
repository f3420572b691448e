using System.Text.RegularExpressions;

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
        if (Names(server, "icecast")) return Make("Icecast", "high", version, "Server header");
        if (Names(server, "shoutcast") || Names(server, "sc_trans") || Names(head["icy-notice2"], "shoutcast"))
            return Make("Shoutcast", "high", version ?? Version().Match(head["icy-notice2"] ?? "").Value, "Server header");
        if (head.Protocol == "ICY" || head.Headers.Keys.Any(k => k.StartsWith("icy-", StringComparison.OrdinalIgnoreCase)))
            return Make("ICY Stream", "medium", version, "ICY headers");
        if (head.MediaType?.StartsWith("audio/", StringComparison.Ordinal) == true || head.MediaType == "application/ogg")
            return Make(final.Scheme == "https" ? "Direct HTTPS" : "Direct HTTP", "medium", version, "Content-Type");
        return Make("Unknown/Other", "low", version);
    }

    private static StreamTypeFacts Make(string type, string confidence, string? version, params string[] via) =>
        new() { Type = type, Confidence = confidence, DetectedVia = via, ServerVersion = version is { Length: > 0 } ? version : null };

    private static bool Names(string? text, string what) => text?.Contains(what, StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex(@"\d+(\.\d+)+[\w.-]*")]
    private static partial Regex Version();
}
