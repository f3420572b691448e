using System.Globalization;
using System.Net;
using System.Text;
using Platform.Transcription.Formats;
using Platform.Transcription.Results;

namespace Platform.Transcription.Sharing;

/// <summary>A shared transcript as a document of its own: no circuit, and whole without its script, which only makes times lead to their second.</summary>
internal static class SharedHtml
{
    private const string Head = """
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex, nofollow, noarchive"><meta name="referrer" content="no-referrer">
        """;

    private const string Style = """
        :root{color-scheme:light dark;--bg:light-dark(#f5f6f8,#10151c);--card:light-dark(#fff,#181f28);--line:light-dark(#dde1e7,#2c3643);--text:light-dark(#1a222d,#e7ebf1);--muted:light-dark(#55606e,#a2adbb);--accent:light-dark(#2254c5,#8cb1ff);--here:light-dark(#e3ebff,#24344f)}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
        main{max-width:860px;margin:0 auto;padding:32px 16px 48px;display:grid;gap:16px}h1{margin:0;font-size:26px;line-height:1.2}p{margin:0}.muted,footer{color:var(--muted);font-size:14px}a{color:var(--accent)}
        .player{position:sticky;top:0;padding:12px 0;background:var(--bg)}audio{display:block;width:100%}
        ol{margin:0;padding:0;list-style:none;border:1px solid var(--line);border-radius:8px;background:var(--card)}li{display:grid;grid-template-columns:84px 1fr;gap:4px 12px;padding:10px 16px}li+li{border-top:1px solid var(--line)}li.here{background:var(--here)}
        time{color:var(--muted);font-variant-numeric:tabular-nums}button.at{padding:0;border:0;background:none;color:var(--accent);font:inherit;font-variant-numeric:tabular-nums;text-align:left;cursor:pointer;align-self:start}.speaker{font-weight:600}
        nav{display:flex;flex-wrap:wrap;gap:8px 16px;font-size:14px}@media(max-width:600px){li{grid-template-columns:64px 1fr;padding:10px 12px}}
        """;

    public static readonly string Nowhere = $"""
        <!DOCTYPE html><html lang="en"><head>{Head}<title>This link leads nowhere</title><style>{Style}</style></head>
        <body><main><h1>This link leads nowhere</h1><p>It was revoked, has expired, or was never made. Ask whoever sent it for another.</p></main></body></html>
        """;

    /// <param name="transcript">What is shown.</param>
    /// <param name="share">What is allowed.</param>
    /// <param name="root">Path below which the service is reached; empty for none.</param>
    /// <param name="path">Path of the link below it.</param>
    public static string Write(TranscriptView transcript, TranscriptShare share, string root, string path)
    {
        var (html, name) = (new StringBuilder(32 * 1024), Text(transcript.Name));
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html><html lang="en"><head>{Head}<title>{name}</title><link rel="icon" type="image/svg+xml" href="{root}/favicon.svg"><style>{Style}</style>
            <script src="{root}/_content/Platform.Transcription/shared.js" defer></script></head>
            <body><main><h1>{name}</h1><p class="muted">{Summary(transcript)}</p>
            """);
        if (share.Audio) html.Append(CultureInfo.InvariantCulture, $"<div class=\"player\"><audio controls preload=\"metadata\" src=\"{root}{path}/audio\" aria-label=\"Recording\"></audio></div>");
        WriteSegments(html, transcript, share.Audio);
        html.Append("<nav aria-label=\"Save as\"><span>Save as</span>");
        foreach (var format in TranscriptFormats.All) html.Append(CultureInfo.InvariantCulture, $"<a href=\"{root}{path}/transcript?format={format.Name()}\" download>{format.Name()}</a>");
        html.Append("</nav><footer>Shared with you by a link. Whoever has it can read this.</footer></main></body></html>");
        return html.ToString();
    }

    private static void WriteSegments(StringBuilder html, TranscriptView transcript, bool hasSound)
    {
        if (transcript.Segments.Count == 0)
        {
            html.Append("<p>Nothing was said, or it is not written down yet.</p>");
            return;
        }

        html.Append("<ol");
        if (transcript.Language is { } language) html.Append(CultureInfo.InvariantCulture, $" lang=\"{Text(language)}\"");
        html.Append('>');
        foreach (var segment in transcript.Segments)
        {
            var at = Clock(segment.Start);
            html.Append(CultureInfo.InvariantCulture, $"<li data-start=\"{segment.Start}\" data-end=\"{segment.End}\">");
            html.Append(hasSound ? $"<button type=\"button\" class=\"at\" aria-label=\"Play from {at}\">{at}</button>" : $"<time>{at}</time>");
            html.Append("<span>");
            if (segment.Speaker is { Length: > 0 } speaker) html.Append(CultureInfo.InvariantCulture, $"<span class=\"speaker\">{Text(speaker)}: </span>");
            html.Append(Text(segment.Text)).Append("</span></li>");
        }

        html.Append("</ol>");
    }

    private static string Summary(TranscriptView transcript)
    {
        List<string> parts = [];
        if (transcript.DurationSeconds is { } seconds) parts.Add(Clock(seconds));
        if (transcript.Language is { } language) parts.Add(Text(language));
        if (!transcript.Complete) parts.Add("not complete yet");
        return string.Join(" · ", parts);
    }

    private static string Clock(double seconds) => TimeSpan.FromSeconds(seconds) is var t && t.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours}:{t.Minutes:00}:{t.Seconds:00}") : string.Create(CultureInfo.InvariantCulture, $"{t.Minutes}:{t.Seconds:00}");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
