using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.History.Uptime;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>Gathers what a status page tells.</summary>
internal sealed class ReadStatus(IDbContextFactory<StreamHealthDb> databases, ReadUptime uptime)
{
    private const int Days = 90;

    public async Task<StatusSnapshot> RunAsync(StatusPage page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sections = await SectionsAsync(db, page, cancellationToken);
        var ids = sections.SelectMany(s => s.Streams).Select(s => s.Id).Distinct().ToArray();
        var uptimes = await uptime.OfAsync(ids, cancellationToken);
        var days = await DaysAsync(db, ids, now, cancellationToken);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        PublicStream[] Shown(IEnumerable<Row> rows) => [.. rows.Select(row =>
        {
            var up = uptimes.GetValueOrDefault(row.Id);
            return new PublicStream(
                KeyOf(row.Name, keys), row.Name, row.State, up?.Hours24, up?.Days7, up?.Days30, up?.Days90, days(row.Id),
                page.ShowReasons && row.State is MonitorState.Down or MonitorState.Degraded ? row.Reason : null,
                page.ShowLatency ? row.LatencyMs : null);
        })];
        var names = sections.SelectMany(s => s.Streams).DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.Name);
        var shown = sections.ConvertAll(s => new StatusSection(s.Name, Shown(s.Streams)));
        return new StatusSnapshot
        {
            Slug = page.Slug,
            Title = page.Title,
            Announcement = page.Announcement,
            At = now,
            State = Overall([.. shown.SelectMany(s => s.Streams).Select(s => s.State)]),
            Sections = shown,
            Incidents = await PublicIncidents.ReadAsync(db, names, page.ShowReasons, now, cancellationToken),
        };
    }

    /// <summary>As bad as the worst; maintenance only when nothing is worse.</summary>
    internal static MonitorState Overall(IReadOnlyList<MonitorState> states) =>
        states.Contains(MonitorState.Down) ? MonitorState.Down
        : states.Contains(MonitorState.Degraded) ? MonitorState.Degraded
        : states.Contains(MonitorState.Maintenance) ? MonitorState.Maintenance
        : states.Contains(MonitorState.Up) ? MonitorState.Up
        : MonitorState.Pending;

    private static async Task<List<(string? Name, List<Row> Streams)>> SectionsAsync(StreamHealthDb db, StatusPage page, CancellationToken cancellationToken)
    {
        var streamIds = page.Items.Select(i => i.StreamId).OfType<Guid>().ToArray();
        var groupIds = page.Items.Select(i => i.GroupId).OfType<Guid>().ToArray();
        var rows = await db.Living().AsNoTracking().Where(s => streamIds.Contains(s.Id) || groupIds.Contains(s.GroupId!.Value)).OrderBy(s => s.SortName)
            .Select(s => new { s.Id, s.Name, s.GroupId, s.Enabled, s.Monitor, s.Reason, s.LatencyMs }).ToListAsync(cancellationToken);
        var groups = await db.Set<StreamGroup>().Where(g => groupIds.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Name, cancellationToken);
        var sections = new List<(string? Name, List<Row> Streams)>();
        foreach (var item in page.Items)
        {
            var own = rows.Where(r => item.StreamId is { } id ? r.Id == id : r.GroupId == item.GroupId)
                .Select(r => new Row(r.Id, item.StreamId is null ? r.Name : item.Name ?? r.Name, r.Enabled ? r.Monitor : MonitorState.Maintenance, r.Reason, r.LatencyMs)).ToList();
            if (own.Count == 0) continue;
            if (item.GroupId is { } group) sections.Add((item.Name ?? groups.GetValueOrDefault(group), own));
            else if (sections is [.., (null, var alone)]) alone.AddRange(own);
            else sections.Add((null, own));
        }

        return sections;
    }

    private static async Task<Func<Guid, IReadOnlyList<PublicDay>>> DaysAsync(StreamHealthDb db, Guid[] ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = Coverage.DayOf(now).AddDays(1 - Days);
        var rows = await db.Set<DayAggregate>().AsNoTracking().Where(d => ids.Contains(d.StreamId) && d.Start >= first)
            .Select(d => new { d.StreamId, d.Start, Up = d.UpMs + d.DegradedMs, d.DownMs, d.MaintenanceMs }).ToListAsync(cancellationToken);
        var known = rows.ToDictionary(d => (d.StreamId, d.Start));
        return id =>
        [
            .. Enumerable.Range(0, Days).Select(i =>
            {
                var (start, day) = (first.AddDays(i), known.GetValueOrDefault((id, first.AddDays(i))));
                var date = DateOnly.FromDateTime(start.UtcDateTime);
                return day is null
                    ? new PublicDay(date, null, 0, 0)
                    : new PublicDay(date, AggregateFigures.UptimeOf(day.Up, day.DownMs), day.DownMs / 1000.0, day.MaintenanceMs / 1000.0);
            }),
        ];
    }

    /// <summary>A word made of the shown name: <c>radio-one</c>, and <c>radio-one-2</c> for another of that name.</summary>
    internal static string KeyOf(string name, HashSet<string> taken)
    {
        var word = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) word.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && word.Length > 0 && word[^1] != '-') word.Append('-');
        }

        var plain = word.ToString().Trim('-') is { Length: > 0 } some ? some : "stream";
        var key = plain;
        for (var n = 2; !taken.Add(key); n++) key = string.Create(CultureInfo.InvariantCulture, $"{plain}-{n}");
        return key;
    }

    private sealed record Row(Guid Id, string Name, MonitorState State, string? Reason, double? LatencyMs);
}
