using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>
/// A media playlist over time. Whoever needs news calls <see cref="ReloadAsync"/>; it waits as RFC 8216 section 6.3.4
/// tells clients to (a target duration after a change, half of one without), and several callers share one request.
/// </summary>
internal sealed class HlsSession(HlsFetcher fetcher, Uri uri, HlsMedia first, TimeProvider clock) : IDisposable
{
    /// <summary>A server must publish within 1.5 target durations (section 6.2.2); caches on the way may keep a playlist a little longer.</summary>
    public const double StaleAfterTargets = 2;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(250);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<HlsProblem> _problems = [];
    private long _loadedAt = clock.GetTimestamp();
    private long _changedAt = clock.GetTimestamp();
    private bool _changed = true;

    public Uri Uri => uri;

    /// <summary>The newest version.</summary>
    public HlsMedia Media { get; private set; } = first;

    /// <summary>How often it was loaded; give it to <see cref="ReloadAsync"/>.</summary>
    public int Loads { get; private set; } = 1;

    /// <summary>Why the last load failed; null when it did not.</summary>
    public string? LastError { get; private set; }

    /// <summary>What was wrong in how the playlist changed.</summary>
    public IReadOnlyList<HlsProblem> Problems => _problems;

    public TimeSpan Target => TimeSpan.FromSeconds(Math.Clamp(Media.TargetSeconds, 0.5, 60));

    /// <summary>For how long, as far as we know, nothing was added.</summary>
    public TimeSpan SinceChange => clock.GetElapsedTime(_changedAt);

    public bool IsStale => Media.IsLive && !_changed && SinceChange >= Target * StaleAfterTargets;

    /// <summary>Loads the playlist again when it is time to; returns at once when somebody else did so after <paramref name="seen"/>.</summary>
    public async Task ReloadAsync(int seen, CancellationToken cancellationToken)
    {
        if (Loads > seen) return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Loads > seen || !Media.IsLive) return;
            var wait = (_changed ? Target : Target / 2) - clock.GetElapsedTime(_loadedAt);
            if (wait < ShortestWait) wait = ShortestWait;
            await Task.Delay(wait, clock, cancellationToken);
            await LoadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits until the playlist has changed (true), is stale (false), or the time is up (null).</summary>
    public async Task<bool?> SeeChangeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            while (Media.IsLive)
            {
                await ReloadAsync(Loads, either.Token);
                if (_changed && LastError is null) return true;
                if (IsStale) return false;
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _loadedAt = clock.GetTimestamp();
        var fetched = await fetcher.FetchAsync(uri, HlsFetcher.MaxPlaylistBytes, null, cancellationToken);
        Loads++;
        var media = fetched.Error is null ? HlsParser.Parse(WireText.Decode(fetched.Bytes.Span), fetched.Uri).Media : null;
        LastError = fetched.Error ?? (media is not { Segments.Count: > 0 } ? "it no longer is a playlist with segments" : null);
        _changed = LastError is null && HlsChange.Compare(Media, media!, _problems);
        if (LastError is null) Media = media!;
        if (_changed) _changedAt = clock.GetTimestamp();
    }
}
