using Microsoft.Extensions.Options;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>
/// Finds the way to a stream: follows redirects and playlists, every hop through the guard again, until a body that is
/// neither, or a failure. The entries of a playlist are tried in order, as players do, and the first that answers is it.
/// Each address is asked once.
/// </summary>
internal sealed class StreamConnector(UrlGuard guard, HttpStreamClient client, IOptionsMonitor<CheckOptions> options, TimeProvider clock)
{
    /// <summary>Entries of one playlist that are tried.</summary>
    public const int MaxEntries = 10;

    private const int MaxRequests = 30;

    public Task<Opened> OpenAsync(string url, ProbeTrace trace, CancellationToken cancellationToken) => VisitAsync(url, null, trace, cancellationToken);

    private async Task<Opened> VisitAsync(string url, string? namedBy, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var guarded = await guard.CheckAsync(url, UrlUse.Stream, cancellationToken);
        if (!guarded.Ok) return ProbeFailure.FromGuard(guarded.Error, namedBy);
        var uri = guarded.Value.Uri;
        if (trace.Hops.Contains(uri)) return Loop(namedBy, uri);
        if (trace.Hops.Count > options.CurrentValue.MaxHops || trace.Requests >= MaxRequests) return TooMany();
        trace.Hops.Add(uri);
        trace.Requests++;
        trace.Guarded = guarded.Value;
        // Other protocols than HTTP are for the tools that speak them.
        if (uri.Scheme is not ("http" or "https")) return Opened.Other;

        var opened = await client.RequestAsync(guarded.Value, trace, cancellationToken);
        if (opened.Connection is not { } connection) return opened;
        var step = await FollowAsync(connection, trace, cancellationToken);
        if (step.Stay) return connection;
        await connection.DisposeAsync();
        if (step.Failure is { } failure) return failure;
        return step.Target is { } target ? await VisitAsync(target.AbsoluteUri, "redirect", trace, cancellationToken) : await TryAsync(step.Entries, trace, cancellationToken);
    }

    private async Task<Opened> TryAsync(IReadOnlyList<Uri> entries, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var here = trace.Hops.Count;
        ProbeFailure? first = null;
        foreach (var entry in entries.Take(MaxEntries))
        {
            trace.Hops.RemoveRange(here, trace.Hops.Count - here);
            var opened = await VisitAsync(entry.AbsoluteUri, "playlist", trace, cancellationToken);
            var failure = opened.Failure ?? (opened.Connection is { } connection ? ProbeFailure.FromStatus(connection.Head) : null);
            trace.Entries.Add(new PlaylistEntry(entry.AbsoluteUri, failure is null, failure?.Message));
            if (failure is null) return opened;
            first ??= failure;
            if (opened.Connection is { } refused) await refused.DisposeAsync();
        }

        if (entries.Count == 1) return first!;
        return first! with { Message = $"None of the playlist's {entries.Count} entries works{(entries.Count > MaxEntries ? $" ({MaxEntries} were tried)" : "")}; the first: {first!.Message}" };
    }

    private async Task<Step> FollowAsync(StreamConnection connection, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var head = connection.Head;
        if (head.Status is 301 or 302 or 303 or 307 or 308)
        {
            if (head["Location"] is not { Length: > 0 } location) return Step.Here;
            return Uri.TryCreate(connection.Uri, location, out var target)
                ? new Step(false, target, [], null)
                : Step.Fail(ProbeFailure.Answer(FindingCodes.UrlInvalid, "The server redirects to something that is not a URL"));
        }

        if (head.Status != 200 || !Playlist.MayBe(connection.Uri, head.MediaType)) return Step.Here;
        var limit = TimeSpan.FromSeconds(options.CurrentValue.AnswerTimeoutSeconds);
        var read = await Playlist.ReadAsync(connection, limit, clock, cancellationToken);
        if (read.Failure is { } failure) return Step.Fail(failure);
        if (read.Entries.Count > 0) return new Step(false, null, read.Entries, null);
        (trace.HlsText, trace.Dash) = (read.HlsText, read.Dash);
        if (read.HlsText is not null) trace.Hls = new HlsInfo { IsHls = true, PlaylistAccessible = true };
        connection.PutBack(read.Bytes);
        return Step.Here;
    }

    private static ProbeFailure Loop(string? namedBy, Uri uri) => ProbeFailure.Answer(
        namedBy == "playlist" ? FindingCodes.PlaylistLoop : FindingCodes.RedirectLoop, $"The {namedBy} leads back to {uri}, which was asked already");

    private ProbeFailure TooMany() =>
        ProbeFailure.Answer(FindingCodes.RedirectTooMany, $"More than {options.CurrentValue.MaxHops} redirects and playlists lead to this stream");

    private readonly record struct Step(bool Stay, Uri? Target, IReadOnlyList<Uri> Entries, ProbeFailure? Failure)
    {
        public static Step Here => new(true, null, [], null);

        public static Step Fail(ProbeFailure failure) => new(false, null, [], failure);
    }
}
