using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>Lists transcriptions and shows one, with why it waits where it does.</summary>
internal sealed class ReadTranscriptions(IDbContextFactory<TranscriptionDb> databases, WhyQueued why)
{
    private const string Open = "open";

    public async Task<Result<CursorPage<TranscriptionView>>> ListAsync(TranscriptionListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var filtered = Filter(db.Living().AsNoTracking(), request);
        if (!filtered.Ok) return filtered.Error;
        var sort = string.IsNullOrEmpty(request.Sort) ? "-created" : request.Sort;
        return sort.TrimStart('-') switch
        {
            "created" => await PageAsync(i => i.CreatedAt, v => v.CreatedAt),
            "name" => await PageAsync(i => i.SortName, v => v.Name.ToLowerInvariant()),
            "duration" => await PageAsync(i => i.Duration ?? TimeSpan.Zero, v => v.DurationSeconds is { } s ? TimeSpan.FromSeconds(s) : TimeSpan.Zero),
            _ => Error.InvalidField("sort", "transcription.sort_unknown", "sort is one of created, name, duration, with a minus before it to turn it round."),
        };

        Task<Result<CursorPage<TranscriptionView>>> PageAsync<TKey>(Expression<Func<TranscriptionItem, TKey>> key, Func<TranscriptionView, TKey> keyOf) =>
            new ListOrder<TranscriptionItem, TranscriptionView, TKey>(sort, key, i => i.Id, keyOf, v => v.Id).ReadAsync(
                filtered.Value, new PageRequest(request.Cursor, request.Limit), async page => await why.ExplainAsync(db, await page.ToListAsync(cancellationToken), cancellationToken));
    }

    public async Task<Result<TranscriptionView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        return (await why.ExplainAsync(db, [item], cancellationToken))[0];
    }

    public async Task<Result<IReadOnlyList<AttemptView>>> AttemptsAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(i => i.Id == id, cancellationToken)) return QueueQueries.NotFound(id);
        var attempts = await db.Set<TranscriptionAttempt>().AsNoTracking().Where(a => a.ItemId == id).OrderBy(a => a.Number).ToListAsync(cancellationToken);
        return attempts.ConvertAll(AttemptView.Of);
    }

    public async Task<TranscriptionCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await db.Living().GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        int Of(TranscriptionState state) => counts.GetValueOrDefault(state);
        return new TranscriptionCounts(
            Of(TranscriptionState.Queued), Of(TranscriptionState.Running), Of(TranscriptionState.Paused),
            Of(TranscriptionState.Completed), Of(TranscriptionState.Failed), Of(TranscriptionState.Cancelled));
    }

    private static Result<IQueryable<TranscriptionItem>> Filter(IQueryable<TranscriptionItem> items, TranscriptionListRequest request)
    {
        if (request.Search?.Trim() is { Length: > 0 } search)
        {
            var part = search.ToLowerInvariant();
            items = items.Where(i => i.SortName.Contains(part));
        }

        if (request.State is { Length: > 0 } words)
        {
            var states = new List<TranscriptionState>();
            foreach (var word in words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (word.Equals(Open, StringComparison.OrdinalIgnoreCase)) states.AddRange([TranscriptionState.Queued, TranscriptionState.Running, TranscriptionState.Paused]);
                else if (IsWord<TranscriptionState>(word, out var state)) states.Add(state);
                else return Error.InvalidField("state", "transcription.state_unknown", "state is open, queued, running, paused, completed, failed or cancelled.");
            }

            items = items.Where(i => states.Contains(i.State));
        }

        if (request.Source is { Length: > 0 } from)
        {
            if (!IsWord<InputSource>(from, out var source)) return Error.InvalidField("source", "transcription.source_unknown", "source is upload, url, folder or recording.");
            items = items.Where(i => i.Source == source);
        }

        if (request.Owner is { Length: > 0 } owner) items = items.Where(i => i.OwnerName == owner);
        if (request.Preset is { Length: > 0 } preset) items = items.Where(i => i.Preset == preset);
        return Result.Of(items);
    }

    // Numbers are no words.
    private static bool IsWord<T>(string word, out T value)
        where T : struct, Enum => Enum.TryParse(word, ignoreCase: true, out value) && char.IsAsciiLetter(word[0]);
}
