using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Evidence;

/// <summary>A file of evidence, open.</summary>
internal sealed record OpenEvidence(EvidenceFile File, FileStream Content);

/// <summary>Reads evidence of streams that are not deleted.</summary>
internal sealed class ReadEvidence(IDbContextFactory<StreamHealthDb> databases, EvidenceStore store)
{
    private const int MostText = 64 * 1024;
    private static readonly ListOrder<EvidenceFile, EvidenceView, DateTimeOffset> NewestFirst = new("-createdAt", f => f.CreatedAt, f => f.Id, v => v.CreatedAt, v => v.Id);

    /// <summary>Newest first.</summary>
    public async Task<Result<CursorPage<EvidenceView>>> ListAsync(EvidenceListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var query = Living(db);
        if (request.StreamId is { } stream) query = query.Where(f => f.StreamId == stream);
        if (request.ResultId is { } result) query = query.Where(f => f.ResultId == result);
        if (request.Kind is { } kind) query = query.Where(f => f.Kind == kind);
        return await NewestFirst.ReadAsync(query, new PageRequest(request.Cursor, request.Limit), f => f.ToView(), cancellationToken);
    }

    /// <summary>All pieces of one check, in the order a person looks at them.</summary>
    public async Task<IReadOnlyList<EvidenceView>> OfResultAsync(Guid resultId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var files = await Living(db).Where(f => f.ResultId == resultId).ToListAsync(cancellationToken);
        return [.. files.OrderBy(f => f.Kind).Select(f => f.ToView())];
    }

    /// <summary>The checks of a stream within a time that left evidence, oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> ChecksAsync(Guid streamId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Living(db).Where(f => f.StreamId == streamId && f.CreatedAt >= from && f.CreatedAt <= until)
            .GroupBy(f => f.ResultId).OrderBy(g => g.Min(f => f.CreatedAt)).Select(g => g.Key).ToListAsync(cancellationToken);
    }

    public async Task<Result<OpenEvidence>> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await Living(db).FirstOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } file) return Error.NotFound("evidence", id);
        return store.Open(file.StreamId, file.FileName) is { } content
            ? new OpenEvidence(file, content)
            : new Error(ErrorKind.NotFound, "evidence.file_gone", "The file of this evidence is not on the disk any more.");
    }

    /// <summary>A log or headers as text; null when the file is gone.</summary>
    public async Task<string?> TextAsync(Guid id, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(id, cancellationToken);
        if (!opened.Ok) return null;
        await using var content = opened.Value.Content;
        using var reader = new StreamReader(content);
        var text = new char[MostText];
        return new string(text, 0, await reader.ReadBlockAsync(text, cancellationToken));
    }

    private static IQueryable<EvidenceFile> Living(StreamHealthDb db) =>
        db.Set<EvidenceFile>().AsNoTracking().Where(f => db.Living().Any(s => s.Id == f.StreamId));
}
