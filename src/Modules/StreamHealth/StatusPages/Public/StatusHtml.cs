using System.Globalization;
using System.Net;
using System.Text;
using Platform.Kernel.Text;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>A status page as a document of its own: no circuit, no script that it could not do without, some kilobytes.</summary>
internal static class StatusHtml
{
    private const int BarWidth = 4;
    private const int BarStep = 6;

    public static string Write(StatusSnapshot page)
    {
        var html = new StringBuilder(64 * 1024);
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <link rel="icon" type="image/svg+xml" href="/favicon.svg">
            <title>{Text(page.Title)} – {StatusWords.Overall(page.State)}</title>
            <link rel="alternate" type="application/rss+xml" title="Incidents" href="{page.Slug}/feed.rss">
            <style>{StatusStyle.Css}</style><script src="../_content/Platform.StreamHealth/status.js" defer></script></head>
            <body><main>
            <h1>{Text(page.Title)}</h1>
            <p class="overall {StatusWords.Css(page.State)}"><span class="dot" aria-hidden="true"></span>{StatusWords.Overall(page.State)}</p>
            """);
        if (page.Announcement.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"announcement\">{Text(page.Announcement)}</p>");
        WriteIncidents(html, "Current incidents", page.Incidents.Where(i => i.ResolvedAt is null));
        foreach (var section in page.Sections) WriteSection(html, section);
        WriteIncidents(html, "Last two weeks", page.Incidents.Where(i => i.ResolvedAt is not null));
        html.Append(CultureInfo.InvariantCulture, $"""
            <footer>As of {Time(page.At)}. Days are days of UTC. <a href="{page.Slug}/feed.rss">RSS feed of incidents</a></footer>
            </main></body></html>
            """);
        return html.ToString();
    }

    private static void WriteSection(StringBuilder html, StatusSection section)
    {
        html.Append("<section>");
        if (section.Name is not null) html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(section.Name)}</h2>");
        html.Append("<ul class=\"streams\">");
        foreach (var stream in section.Streams)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><div class=\"head\"><h3>{Text(stream.Name)}</h3><span class=\"state {StatusWords.Css(stream.State)}\"><span class=\"dot\" aria-hidden=\"true\"></span>{StatusWords.Of(stream.State)}</span></div>");
            if (stream.Reason is not null) html.Append(CultureInfo.InvariantCulture, $"<p class=\"reason\">{Text(stream.Reason)}</p>");
            WriteBars(html, stream);
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"ends\"><span>90 days ago</span><span>today</span></p><p class=\"uptime\">Uptime: 24 h <b>{StatusWords.Percent(stream.Uptime24h)}</b> · 7 d <b>{StatusWords.Percent(stream.Uptime7d)}</b> · 30 d <b>{StatusWords.Percent(stream.Uptime30d)}</b> · 90 d <b>{StatusWords.Percent(stream.Uptime90d)}</b>");
            if (stream.LatencyMs is { } latency) html.Append(CultureInfo.InvariantCulture, $" · answers in <b>{latency:0} ms</b>");
            html.Append("</p></li>");
        }

        html.Append("</ul></section>");
    }

    /// <summary>The days as bars; good ones are one path, because there are many; the others say what they were.</summary>
    private static void WriteBars(StringBuilder html, PublicStream stream)
    {
        var bad = stream.Days.Count(d => d.DownSeconds > 0);
        var summary = $"90 days: uptime {StatusWords.Percent(stream.Uptime90d)}, {(bad == 0 ? "no day" : bad == 1 ? "1 day" : $"{bad} days")} with an outage";
        html.Append(CultureInfo.InvariantCulture, $"<svg class=\"bars\" viewBox=\"0 0 {stream.Days.Count * BarStep - (BarStep - BarWidth)} 28\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{Text(summary)}\">");
        var (good, empty, other) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var i = 0; i < stream.Days.Count; i++)
        {
            var day = stream.Days[i];
            var path = day.UptimePercent is null && day.MaintenanceSeconds == 0 ? empty : good;
            if (path == good && (day.DownSeconds > 0 || day.UptimePercent is null))
            {
                var css = day.UptimePercent is null ? "maintenance" : day.UptimePercent < 99 ? "down" : "degraded";
                var words = day.UptimePercent is null ? "maintenance" : $"{StatusWords.Percent(day.UptimePercent)}, down for {Spans.Text(TimeSpan.FromSeconds(day.DownSeconds))}";
                other.Append(CultureInfo.InvariantCulture, $"<rect class=\"{css}\" x=\"{i * BarStep}\" width=\"{BarWidth}\" height=\"28\"><title>{day.Date:yyyy-MM-dd}: {words}</title></rect>");
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"M{i * BarStep} 0h{BarWidth}v28h-{BarWidth}z");
            }
        }

        html.Append(CultureInfo.InvariantCulture, $"<path class=\"up\" d=\"{good}\"/><path class=\"none\" d=\"{empty}\"/>{other}</svg>");
    }

    private static void WriteIncidents(StringBuilder html, string title, IEnumerable<PublicIncident> incidents)
    {
        var all = incidents.ToList();
        if (all.Count == 0) return;
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>{title}</h2><ul class=\"incidents\">");
        foreach (var incident in all)
        {
            var state = incident.Down ? MonitorState.Down : MonitorState.Degraded;
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"{(incident.ResolvedAt is null ? StatusWords.Css(state) : "over")}\"><b>{Text(incident.Stream)}</b>: {(incident.Down ? "outage" : "degraded")} since {Time(incident.OpenedAt)}");
            if (incident.ResolvedAt is { } end) html.Append(CultureInfo.InvariantCulture, $", over after {Spans.Text(end - incident.OpenedAt)}");
            if (incident.Reason is not null) html.Append(CultureInfo.InvariantCulture, $"<p class=\"reason\">{Text(incident.Reason)}</p>");
            html.Append("</li>");
        }

        html.Append("</ul></section>");
    }

    private static string Time(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC</time>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
