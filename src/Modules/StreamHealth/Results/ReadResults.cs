using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Results;

/// <summary>Reads results: lists newest first, single ones, reports.</summary>
internal sealed class ReadResults(IDbContextFactory<StreamHealthDb> databases)
{
    internal const string Newest = "-startedAt";
    private static readonly ListOrder<CheckResult, ResultView, DateTimeOffset> NewestFirst = new(Newest, r => r.StartedAt, r => r.Id, v => v.StartedAt, v => v.Id);

    public async Task<Result<CursorPage<ResultView>>> ListAsync(Guid streamId, ResultListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(s => s.Id == streamId, cancellationToken)) return StreamErrors.NotFound(streamId);
        if (StateOf(request) is { Ok: false } wrong) return wrong.Error;
        return await NewestFirst.ReadAsync(Query(db, streamId, request), new PageRequest(request.Cursor, request.Limit), async page =>
        {
            var rows = await page.Select(r => new { Result = r, HasReport = db.Reports.Any(p => p.ResultId == r.Id) }).ToListAsync(cancellationToken);
            return rows.ConvertAll(r => ResultViews.Of(r.Result, r.HasReport));
        });
    }

    internal static IQueryable<CheckResult> Query(StreamHealthDb db, Guid streamId, ResultListRequest request)
    {
        var query = db.Results.AsNoTracking().Where(r => r.StreamId == streamId);
        if (request.From is { } from) query = query.Where(r => r.StartedAt >= from);
        if (request.To is { } to) query = query.Where(r => r.StartedAt < to);
        return StateOf(request).Value is { } state ? query.Where(r => r.State == state) : query;
    }

    private static Result<StreamState?> StateOf(ResultListRequest request)
    {
        if (string.IsNullOrEmpty(request.State)) return (StreamState?)null;
        return Enum.TryParse<StreamState>(request.State, ignoreCase: true, out var state) && !char.IsAsciiDigit(request.State[0])
            ? (StreamState?)state
            : Error.InvalidField("state", "stream.state_unknown", "state is one of healthy, degraded, failing.");
    }

    public async Task<Result<ResultView>> GetAsync(Guid streamId, Guid resultId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Results.AsNoTracking().Where(r => r.Id == resultId && r.StreamId == streamId)
            .Select(r => new { Result = r, HasReport = db.Reports.Any(p => p.ResultId == r.Id) })
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? Error.NotFound("result", resultId) : ResultViews.Of(row.Result, row.HasReport);
    }

    /// <summary>The newest result of a stream.</summary>
    public async Task<Result<ResultView>> LatestAsync(Guid streamId, CancellationToken cancellationToken)
    {
        var page = await ListAsync(streamId, new ResultListRequest { Limit = 1 }, cancellationToken);
        if (!page.Ok) return page.Error;
        return page.Value.Items is [var latest] ? latest : new Error(ErrorKind.NotFound, "result.none", "This stream has not been checked yet.");
    }

    /// <summary>The whole report as JSON text.</summary>
    public async Task<Result<string>> ReportAsync(Guid streamId, Guid resultId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var packed = await db.Reports.Where(r => r.ResultId == resultId && r.StreamId == streamId).Select(r => r.Json).FirstOrDefaultAsync(cancellationToken);
        return packed is null
            ? new Error(ErrorKind.NotFound, "report.not_found", "The report of this result is no longer kept, or there never was such a result.")
            : ReportText.Unpack(packed);
    }
}
