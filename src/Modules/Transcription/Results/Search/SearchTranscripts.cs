using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Results.Search;

/// <summary>What is looked for in all transcripts.</summary>
internal sealed record SearchRequest
{
    [FromQuery(Name = "query"), Description("Words that must all be said in one segment; a phrase in quotes; a star for the beginning of a word.")]
    public string? Query { get; init; }

    [FromQuery(Name = "transcription"), Description("Only in this one.")]
    public Guid? Transcription { get; init; }

    [FromQuery(Name = "speaker"), Description("Only said by this speaker.")]
    public string? Speaker { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}

/// <summary>A part of a text, and whether it is what was looked for.</summary>
internal sealed record HitPart(string Text, bool Hit);

/// <summary>A segment in which it was said.</summary>
internal sealed record SearchHit
{
    public required Guid TranscriptionId { get; init; }

    public required string Name { get; init; }

    [Description("Place of the segment in its transcript, from 0.")]
    public required int Segment { get; init; }

    [Description("Second at which the first of the words is said; the segment's start where words have no times.")]
    public required double At { get; init; }

    public required double Start { get; init; }

    public required double End { get; init; }

    public string? Speaker { get; init; }

    public required IReadOnlyList<HitPart> Text { get; init; }
}

/// <summary>Finds where something was said, newest recordings first, in their order of time.</summary>
internal sealed class SearchTranscripts(IDbContextFactory<TranscriptionDb> databases)
{
    private const int Longest = 300;
    private const char HitStarts = '\u0002';
    private const char HitEnds = '\u0003';

    private sealed record Place(Guid Item, int Number);

    private sealed record Marked(long Id, string Text);

    public async Task<Result<CursorPage<SearchHit>>> RunAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var read = new PageRequest(request.Cursor, request.Limit).Read<Place>();
        if (!read.Ok) return read.Error;
        var (page, query) = (read.Value, request.Query ?? "");
        if (query.Length > Longest) return Error.InvalidField("query", "search.too_long", $"query may have {Longest} characters.");
        var terms = SearchTerms.Of(query);
        if (terms.Terms.Count == 0) return Error.InvalidField("query", "search.empty", "query must have a word to look for.");

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = Matching(db, terms);
        if (request.Transcription is { } one) found = found.Where(s => s.ItemId == one);
        if (request.Speaker is { Length: > 0 } speaker) found = found.Where(s => s.Speaker == speaker);
        if (page.After is { } after) found = found.Where(s => s.ItemId.CompareTo(after.Item) < 0 || (s.ItemId == after.Item && s.Number > after.Number));
        var rows = await found.Join(db.Living(), s => s.ItemId, i => i.Id, (s, i) => new { Segment = s, i.Name })
            .OrderByDescending(r => r.Segment.ItemId).ThenBy(r => r.Segment.Number).Take(page.Take).AsNoTracking().ToListAsync(cancellationToken);
        var marked = await MarkAsync(db, terms, rows.ConvertAll(r => r.Segment.Id), cancellationToken);
        var hits = rows.ConvertAll(r => Hit(r.Segment, r.Name, marked.GetValueOrDefault(r.Segment.Id, r.Segment.Text)));
        return page.Of(hits, h => new Place(h.TranscriptionId, h.Segment));
    }

    // Names of tables, places of parameters and numbers of our own are put into the text; what somebody typed is always a parameter.
#pragma warning disable EF1002
    private static IQueryable<StoredSegment> Matching(TranscriptionDb db, SearchTerms terms) => db.Database.IsSqlite()
        ? db.Set<StoredSegment>().FromSqlRaw(
            $"SELECT s.* FROM {SearchIndex.SqliteSegments} AS s WHERE s.\"Id\" IN (SELECT rowid FROM {SearchIndex.SqliteTable} WHERE {SearchIndex.SqliteTable} MATCH {{0}})", terms.ToFts5())
        : db.Set<StoredSegment>().FromSqlRaw(
            $"SELECT s.* FROM {SearchIndex.PostgresSegments} AS s WHERE to_tsvector('simple', s.\"Text\") @@ ({terms.ToTsQuery(0)})", [.. terms.ToParameters()]);

    private static async Task<Dictionary<long, string>> MarkAsync(TranscriptionDb db, SearchTerms terms, List<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        // Numbers of our own, of which a list parameter would be a type of one database only.
        var list = string.Join(',', ids);
        var marked = db.Database.IsSqlite()
            ? db.Database.SqlQueryRaw<Marked>(
                $"SELECT rowid AS \"Id\", highlight({SearchIndex.SqliteTable}, 0, char(2), char(3)) AS \"Text\" FROM {SearchIndex.SqliteTable} WHERE {SearchIndex.SqliteTable} MATCH {{0}} AND rowid IN ({list})",
                terms.ToFts5())
            : db.Database.SqlQueryRaw<Marked>(
                $"SELECT s.\"Id\", ts_headline('simple', s.\"Text\", {terms.ToTsQuery(0)}, 'HighlightAll=true, StartSel=' || chr(2) || ', StopSel=' || chr(3)) AS \"Text\" FROM {SearchIndex.PostgresSegments} AS s WHERE s.\"Id\" IN ({list})",
                [.. terms.ToParameters()]);
        return await marked.ToDictionaryAsync(m => m.Id, m => m.Text, cancellationToken);
    }

#pragma warning restore EF1002

    private static SearchHit Hit(StoredSegment segment, string name, string marked)
    {
        var parts = Parts(marked);
        return new SearchHit
        {
            TranscriptionId = segment.ItemId,
            Name = name,
            Segment = segment.Number,
            At = At(segment, parts),
            Start = segment.StartMs / 1000.0,
            End = segment.EndMs / 1000.0,
            Speaker = segment.Speaker,
            Text = parts,
        };
    }

    private static double At(StoredSegment segment, IReadOnlyList<HitPart> parts)
    {
        var first = parts.FirstOrDefault(p => p.Hit)?.Text.Split(' ')[0];
        var word = first is null ? null : WordsText.Read(segment.Words).FirstOrDefault(w => w.Text.Contains(first, StringComparison.OrdinalIgnoreCase));
        return word is null ? segment.StartMs / 1000.0 : Math.Round(word.Start.TotalSeconds, 3);
    }

    private static List<HitPart> Parts(string marked)
    {
        var (parts, from, hit) = (new List<HitPart>(), 0, false);
        for (var at = 0; at <= marked.Length; at++)
        {
            if (at < marked.Length && marked[at] is not (HitStarts or HitEnds)) continue;
            if (at > from) parts.Add(new HitPart(marked[from..at], hit));
            if (at < marked.Length) hit = marked[at] == HitStarts;
            from = at + 1;
        }

        return parts;
    }
}
