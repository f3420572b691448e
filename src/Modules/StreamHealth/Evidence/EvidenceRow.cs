using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Evidence;

/// <summary>The evidence there is of the failures in a row that a new one goes on.</summary>
/// <param name="ResultId">The newest check with evidence.</param>
/// <param name="FirstResultId">The check the row began with.</param>
/// <param name="CreatedAt">When the newest was.</param>
internal sealed record EvidenceRow(Guid ResultId, Guid FirstResultId, DateTimeOffset CreatedAt)
{
    /// <summary>Whether there is a newest besides the first: it makes way for a newer one.</summary>
    public bool HasNewest => ResultId != FirstResultId;

    public bool IsDue(DateTimeOffset now, TimeSpan renew) => now - CreatedAt >= renew;

    /// <summary>
    /// Null when this failure is the first: there is no evidence for its cause yet, or a check as deep as this one has not
    /// found it since.
    /// </summary>
    public static async Task<EvidenceRow?> FindAsync(StreamHealthDb db, CheckResult result, string cause, CancellationToken cancellationToken)
    {
        var newest = await db.Set<EvidenceFile>().Where(f => f.StreamId == result.StreamId && f.Cause == cause)
            .OrderByDescending(f => f.CreatedAt).Select(f => new EvidenceRow(f.ResultId, f.FirstResultId, f.CreatedAt))
            .FirstOrDefaultAsync(cancellationToken);
        if (newest is null) return null;
        var over = await db.Results.AnyAsync(
            r => r.StreamId == result.StreamId && r.StartedAt > newest.CreatedAt && r.StartedAt < result.StartedAt
                && r.Phase >= result.Phase && !r.Findings.Contains(cause),
            cancellationToken);
        return over ? null : newest;
    }
}
