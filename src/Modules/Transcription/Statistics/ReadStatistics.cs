using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Transcription.Data;

namespace Platform.Transcription.Statistics;

/// <summary>Adds figures up by day, preset, engine, model, language or source, and lists them one by one.</summary>
internal sealed class ReadStatistics(IDbContextFactory<TranscriptionDb> databases, TimeProvider clock)
{
    private const string Day = "day";

    private static readonly Dictionary<string, Expression<Func<FileStatistic, string?>>> Keys = new()
    {
        [Day] = s => s.Day,
        ["preset"] = s => s.Preset,
        ["engine"] = s => s.Engine,
        ["model"] = s => s.Model,
        ["language"] = s => s.Language,
        ["source"] = s => s.Source,
    };

    public async Task<Result<StatisticsView>> SumAsync(StatisticsRequest request, CancellationToken cancellationToken)
    {
        var by = string.IsNullOrEmpty(request.By) ? Day : request.By;
        if (!Keys.TryGetValue(by, out var key)) return Error.InvalidField("by", "statistics.by_unknown", $"by is one of {string.Join(", ", Keys.Keys)}.");
        var days = request.Days(clock.GetUtcNow());
        if (!days.Ok) return days.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await Filter(db, request, days.Value).GroupBy(key).Select(g => new
        {
            g.Key,
            Files = g.Count(),
            Failed = g.Count(s => !s.Completed),
            Audio = g.Sum(s => s.Completed ? s.AudioSeconds ?? 0 : 0),
            Work = g.Sum(s => s.Completed ? s.WorkSeconds : 0),
            Preparation = g.Sum(s => s.Completed ? s.PreparationSeconds : 0),
            Queued = g.Average(s => s.QueuedSeconds),
        }).ToListAsync(cancellationToken);
        var rows = groups.Select(g => new StatisticsRow(g.Key ?? "", g.Files, g.Failed, g.Audio, g.Work, g.Preparation, g.Queued));
        IReadOnlyList<StatisticsRow> ordered = by == Day ? [.. rows.OrderBy(r => r.Key, StringComparer.Ordinal)] : [.. rows.OrderByDescending(r => r.AudioSeconds).ThenBy(r => r.Key, StringComparer.Ordinal)];
        return new StatisticsView(days.Value.From, days.Value.To, by, Total(ordered), ordered);
    }

    /// <summary>Each transcription that ended, the newest first.</summary>
    public async Task<Result<CursorPage<FileStatistic>>> ListAsync(StatisticsRequest request, PageRequest paging, CancellationToken cancellationToken)
    {
        var days = request.Days(clock.GetUtcNow());
        if (!days.Ok) return days.Error;
        var page = paging.Read<Position>();
        if (!page.Ok) return page.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = Filter(db, request, days.Value);
        if (page.Value.After is { } after) rows = rows.Where(s => s.FinishedAt < after.FinishedAt || (s.FinishedAt == after.FinishedAt && s.Id < after.Id));
        var fetched = await rows.OrderByDescending(s => s.FinishedAt).ThenByDescending(s => s.Id).Take(page.Value.Take).ToListAsync(cancellationToken);
        return page.Value.Of(fetched, s => new Position(s.FinishedAt, s.Id));
    }

    private static IQueryable<FileStatistic> Filter(TranscriptionDb db, StatisticsRequest request, (string From, string To) days)
    {
#pragma warning disable CA1309 // the database compares, and days are digits
        var rows = db.Set<FileStatistic>().AsNoTracking().Where(s => string.Compare(s.Day, days.From) >= 0 && string.Compare(s.Day, days.To) <= 0);
#pragma warning restore CA1309
        if (request.Preset is { Length: > 0 } preset) rows = rows.Where(s => s.Preset == preset);
        if (request.Engine is { Length: > 0 } engine) rows = rows.Where(s => s.Engine == engine);
        return rows;
    }

    private static StatisticsRow Total(IReadOnlyList<StatisticsRow> rows)
    {
        var waited = rows.Where(r => r.MeanQueuedSeconds is not null).ToList();
        return new StatisticsRow(
            "", rows.Sum(r => r.Files), rows.Sum(r => r.Failed), rows.Sum(r => r.AudioSeconds), rows.Sum(r => r.WorkSeconds), rows.Sum(r => r.PreparationSeconds),
            waited.Count == 0 ? null : waited.Sum(r => r.MeanQueuedSeconds!.Value * r.Files) / waited.Sum(r => r.Files));
    }

    private sealed record Position(DateTimeOffset FinishedAt, Guid Id);
}
