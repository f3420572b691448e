using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Evidence;

/// <summary>Keeps evidence within its bounds: the oldest goes first, all pieces of a check together.</summary>
internal sealed class EvidenceRoom(EvidenceStore store, IOptionsMonitor<EvidenceOptions> options)
{
    /// <summary>Removes the oldest until so many bytes more fit.</summary>
    /// <returns>How many files went.</returns>
    public async Task<int> MakeAsync(StreamHealthDb db, long bytes, CancellationToken cancellationToken)
    {
        var most = options.CurrentValue.MaxMegabytes * 1024L * 1024;
        var total = await db.Set<EvidenceFile>().SumAsync(f => f.Bytes, cancellationToken) + bytes;
        var removed = 0;
        while (total > most)
        {
            var oldest = await db.Set<EvidenceFile>().OrderBy(f => f.CreatedAt).ThenBy(f => f.Id).Select(f => (Guid?)f.ResultId).FirstOrDefaultAsync(cancellationToken);
            if (oldest is not { } resultId) break;
            total -= await db.Set<EvidenceFile>().Where(f => f.ResultId == resultId).SumAsync(f => f.Bytes, cancellationToken);
            removed += await RemoveAsync(db, f => f.ResultId == resultId, cancellationToken);
        }

        return removed;
    }

    /// <summary>Removes a stream's oldest beyond the number of checks that it may keep.</summary>
    public async Task CapAsync(StreamHealthDb db, Guid streamId, CancellationToken cancellationToken)
    {
        var results = await db.Set<EvidenceFile>().Where(f => f.StreamId == streamId)
            .GroupBy(f => f.ResultId).Select(g => new { ResultId = g.Key, At = g.Max(f => f.CreatedAt) }).ToListAsync(cancellationToken);
        foreach (var surplus in results.OrderByDescending(r => r.At).Skip(options.CurrentValue.ChecksPerStream))
            await RemoveAsync(db, f => f.ResultId == surplus.ResultId, cancellationToken);
    }

    /// <summary>Removes rows and their files.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAsync(StreamHealthDb db, Expression<Func<EvidenceFile, bool>> which, CancellationToken cancellationToken)
    {
        var files = await db.Set<EvidenceFile>().Where(which).Select(f => new { f.StreamId, f.FileName }).ToListAsync(cancellationToken);
        if (files.Count == 0) return 0;
        await db.Set<EvidenceFile>().Where(which).ExecuteDeleteAsync(cancellationToken);
        foreach (var file in files) store.Delete(file.StreamId, file.FileName);
        return files.Count;
    }
}
