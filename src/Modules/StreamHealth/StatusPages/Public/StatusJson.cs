using System.Text.Json;
using Platform.Kernel.Api;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>A status page for programs.</summary>
internal static class StatusJson
{
    public static string Write(StatusSnapshot page) => JsonSerializer.Serialize(
        new
        {
            page.Title,
            page.Announcement,
            page.At,
            page.State,
            Streams = page.Sections.SelectMany(s => s.Streams.Select(stream => new
            {
                stream.Key,
                stream.Name,
                Group = s.Name,
                stream.State,
                Uptime = new { Hours24 = stream.Uptime24h, Days7 = stream.Uptime7d, Days30 = stream.Uptime30d, Days90 = stream.Uptime90d },
                stream.Reason,
                stream.LatencyMs,
            })),
            page.Incidents,
        },
        ApiJson.Options);
}
