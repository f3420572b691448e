using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>Lists streams: searched, filtered, in one of six orders, a page at a time.</summary>
internal sealed class ListStreams(IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<StreamHealthSettings> settings)
{
    private const int FirstPlace = 10_000_000;
    private const int PausedLast = 9;

    public async Task<Result<CursorPage<StreamView>>> RunAsync(StreamListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var filtered = StreamSelection.Apply(db.Living().AsNoTracking(), request);
        if (!filtered.Ok) return filtered.Error;
        var query = filtered.Value;
        var sort = string.IsNullOrEmpty(request.Sort) ? "name" : request.Sort;
        return sort.TrimStart('-') switch
        {
            "name" => await PageAsync(s => s.SortName, v => v.Name.ToLowerInvariant()),
            "state" => await PageAsync(s => s.Enabled ? s.Attention : PausedLast, v => v.Enabled ? MonitoredStream.AttentionOf(v.Status.Monitor) : PausedLast),
            "checked" => await PageAsync(s => s.SortChecked, v => v.Status.CheckedAt ?? DateTimeOffset.UnixEpoch),
            "score" => await PageAsync(s => s.SortScore, v => v.Status.Score ?? -1),
            "created" => await PageAsync(s => s.CreatedAt, v => v.CreatedAt),
            "group" => await PageAsync(GroupKey, KeyOf),
            _ => Error.InvalidField("sort", "stream.sort_unknown", "sort is one of name, group, state, checked, score, created, with a minus before it to turn it round."),
        };

        Task<Result<CursorPage<StreamView>>> PageAsync<TKey>(Expression<Func<MonitoredStream, TKey>> key, Func<StreamView, TKey> keyOf) =>
            new ListOrder<MonitoredStream, StreamView, TKey>(sort, key, s => s.Id, keyOf, v => v.Id).ReadAsync(query, new PageRequest(request.Cursor, request.Limit), async page =>
            {
                var views = await page.Select(StreamProjection.View).ToListAsync(cancellationToken);
                return views.ConvertAll(view => view.Complete(settings.CurrentValue));
            });
    }

    // Place and name of the group, then the stream's name, as one text: places have as many digits, streams without a group come last.
#pragma warning disable CA1305 // Translated to SQL, where no culture is known.
    private static readonly Expression<Func<MonitoredStream, string>> GroupKey = s =>
        (s.Group == null ? "9" : (FirstPlace + s.Group.Position).ToString() + s.Group.SortName) + "\t" + s.SortName;
#pragma warning restore CA1305

    private static string KeyOf(StreamView view) =>
        (view.GroupRow is not { } group ? "9" : (FirstPlace + group.Position).ToString(CultureInfo.InvariantCulture) + group.SortName) + "\t" + view.Name.ToLowerInvariant();

    /// <summary>Tags in use, with how many streams bear them.</summary>
    public async Task<IReadOnlyList<TagCount>> TagsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Living().SelectMany(s => s.Tags).GroupBy(t => t.Name)
            .OrderBy(g => g.Key).Select(g => new TagCount(g.Key, g.Count())).ToListAsync(cancellationToken);
    }

    /// <summary>How many streams are in which state, for headings and the home page.</summary>
    public async Task<StreamCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await db.Living().GroupBy(s => new { s.Enabled, s.State, s.Monitor }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return StreamCounts.Of(groups.Select(g => (g.Key.Enabled, g.Key.State, g.Key.Monitor, g.Count)));
    }

    /// <summary>How many streams the filters find; none when a filter makes no sense.</summary>
    public async Task<int> CountAsync(StreamListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var filtered = StreamSelection.Apply(db.Living(), request);
        return filtered.Ok ? await filtered.Value.CountAsync(cancellationToken) : 0;
    }
}
