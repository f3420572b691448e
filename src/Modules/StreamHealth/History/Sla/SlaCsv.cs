using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.History.Sla;

internal static class SlaCsv
{
    public static CsvText Write(SlaReport report)
    {
        var csv = new CsvText().Row(
            "stream", "group", "from", "to", "timeZone", "targetPercent", "uptimePercent", "met", "upSeconds", "downSeconds", "maintenanceSeconds", "outages", "mttrSeconds", "mtbfSeconds", "longestOutageSeconds");
        foreach (var line in report.Streams.Append(report.Total))
        {
            csv.Row(
                line.Name, line.Group, report.From, report.To, report.TimeZone, report.TargetPercent, line.UptimePercent, line.Met is { } met ? (met ? "yes" : "no") : null,
                line.UpSeconds, line.DownSeconds, line.MaintenanceSeconds, line.Outages, line.MttrSeconds, line.MtbfSeconds, line.LongestOutageSeconds);
        }

        return csv;
    }
}
