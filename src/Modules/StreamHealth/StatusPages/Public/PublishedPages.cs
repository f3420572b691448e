using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>
/// What visitors are given, made once for all of them and kept for some seconds: a crowd costs the database no more than
/// one visitor, and an address that is not there nothing at all.
/// </summary>
internal sealed class PublishedPages(IDbContextFactory<StreamHealthDb> databases, ReadStatus read, TimeProvider clock) : IDisposable
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, Kept<PublishedPage>> _pages = new();
    private readonly SemaphoreSlim _gate = new(1);
    private Kept<FrozenDictionary<string, StatusPage>>? _known;

    /// <summary>The page at an address; null when there is none.</summary>
    public async Task<PublishedPage?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        if (known is null || IsOld(known.At)) known = await KnowAsync(cancellationToken);
        if (!known.Value.TryGetValue(slug, out var page)) return null;
        return _pages.TryGetValue(page.Id, out var kept) && !IsOld(kept.At) ? kept.Value : await MakeAsync(page, cancellationToken);
    }

    /// <summary>A definition changed.</summary>
    public void Forget()
    {
        Volatile.Write(ref _known, null);
        _pages.Clear();
    }

    public void Dispose() => _gate.Dispose();

    private bool IsOld(DateTimeOffset at) => clock.GetUtcNow() - at >= Age;

    private async Task<Kept<FrozenDictionary<string, StatusPage>>> KnowAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } other && !IsOld(other.At)) return other;
            var at = clock.GetUtcNow();
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var pages = await db.Set<StatusPage>().AsNoTracking().Where(p => p.Enabled).ToListAsync(cancellationToken);
            foreach (var gone in _pages.Keys.Except(pages.Select(p => p.Id))) _pages.TryRemove(gone, out _);
            var known = new Kept<FrozenDictionary<string, StatusPage>>(at, pages.ToFrozenDictionary(p => p.Slug));
            Volatile.Write(ref _known, known);
            return known;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<PublishedPage> MakeAsync(StatusPage page, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_pages.TryGetValue(page.Id, out var other) && !IsOld(other.At)) return other.Value;
            var at = clock.GetUtcNow();
            var made = new PublishedPage(await read.RunAsync(page, at, cancellationToken));
            _pages[page.Id] = new Kept<PublishedPage>(at, made);
            return made;
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Kept<T>(DateTimeOffset At, T Value);
}

/// <summary>A status page as it is sent: each form is made when it is first asked for.</summary>
internal sealed class PublishedPage(StatusSnapshot snapshot)
{
    private readonly Lazy<PublicBody> _html = new(() => PublicBody.Of(StatusHtml.Write(snapshot), "text/html; charset=utf-8"));
    private readonly Lazy<PublicBody> _json = new(() => PublicBody.Of(StatusJson.Write(snapshot), "application/json; charset=utf-8"));

    public StatusSnapshot Snapshot => snapshot;

    public PublicBody Html => _html.Value;

    public PublicBody Json => _json.Value;
}
