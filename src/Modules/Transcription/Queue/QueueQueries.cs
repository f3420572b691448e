using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>The few questions and messages that several use cases share.</summary>
internal static class QueueQueries
{
    public static DbSet<TranscriptionItem> Items(this TranscriptionDb db) => db.Set<TranscriptionItem>();

    /// <summary>Transcriptions that are not deleted.</summary>
    public static IQueryable<TranscriptionItem> Living(this TranscriptionDb db) => db.Items().Where(i => i.DeletedAt == null);

    /// <summary>What a run may take now: what waits and may be tried, and what a run had that is taken for dead.</summary>
    public static IQueryable<TranscriptionItem> Claimable(this IQueryable<TranscriptionItem> items, DateTimeOffset now) => items.Where(
        i => i.DeletedAt == null && i.Input == InputState.Ready
            && ((i.State == TranscriptionState.Queued && (i.NotBefore == null || i.NotBefore <= now)) || (i.State == TranscriptionState.Running && i.LeaseUntil < now)));

    /// <summary>As the other, of one lane.</summary>
    public static IQueryable<TranscriptionItem> Claimable(this IQueryable<TranscriptionItem> items, string lane, DateTimeOffset now) => items.Where(i => i.Lane == lane).Claimable(now);

    /// <summary>Without what is left to another node, because that one has the recording.</summary>
    public static IQueryable<TranscriptionItem> LeftTo(this IQueryable<TranscriptionItem> items, ThisNode node) => items.Where(i => i.OnlyNode == null || i.OnlyNode == node.Name);

    /// <summary>How many wait or run, by lane.</summary>
    public static Task<Dictionary<string, int>> OpenByLaneAsync(this TranscriptionDb db, CancellationToken cancellationToken) =>
        db.Living().Where(i => i.State == TranscriptionState.Queued || i.State == TranscriptionState.Running)
            .GroupBy(i => i.Lane).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);

    /// <summary>The one this run has; none once another run, or somebody, has decided otherwise.</summary>
    public static IQueryable<TranscriptionItem> Held(this TranscriptionDb db, Claim claim) =>
        db.Items().Where(i => i.Id == claim.ItemId && i.State == TranscriptionState.Running && i.ClaimedBy == claim.Token);

    public static Error NotFound(Guid id) => Error.NotFound("transcription", id);

    public static void StateChanged(this LiveEvents live, Guid id, TranscriptionState state, DateTimeOffset now) =>
        live.Publish(new LiveEvent("transcription.changed", id.ToString(), now) { Data = new Dictionary<string, string> { ["state"] = Word(state) } });

    public static string Word(TranscriptionState state) => state.ToString().ToLowerInvariant();
}
