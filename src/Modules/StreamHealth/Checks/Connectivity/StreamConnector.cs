using Microsoft.Extensions.Options;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>
/// Finds the way to a stream: follows redirects and playlists, every hop through the guard again, until a body that is
/// neither, or a failure. Each address is asked once.
/// </summary>
internal sealed class StreamConnector(UrlGuard guard, HttpStreamClient client, IOptionsMonitor<CheckOptions> options, TimeProvider clock)
{
    public async Task<Opened> OpenAsync(string url, ProbeTrace trace, CancellationToken cancellationToken)
    {
        string? namedBy = null;
        var next = url;
        while (true)
        {
            var guarded = await guard.CheckAsync(next, cancellationToken);
            if (!guarded.Ok) return ProbeFailure.FromGuard(guarded.Error, namedBy);
            var uri = guarded.Value.Uri;
            if (trace.Hops.Contains(uri)) return Loop(namedBy, uri);
            if (trace.Hops.Count > options.CurrentValue.MaxHops) return TooMany();
            trace.Hops.Add(uri);

            var opened = await client.RequestAsync(guarded.Value, trace, cancellationToken);
            if (opened.Connection is not { } connection) return opened;
            var step = await FollowAsync(connection, trace, cancellationToken);
            if (step.Stay) return connection;
            await connection.DisposeAsync();
            if (step.Failure is { } failure) return failure;
            (next, namedBy) = (step.Next!.AbsoluteUri, step.NamedBy);
        }
    }

    private async Task<Step> FollowAsync(StreamConnection connection, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var head = connection.Head;
        if (head.Status is 301 or 302 or 303 or 307 or 308)
        {
            if (head["Location"] is not { Length: > 0 } location) return Step.Here;
            return Uri.TryCreate(connection.Uri, location, out var target)
                ? new Step(false, target, "redirect", null)
                : Step.Fail(ProbeFailure.Answer(FindingCodes.UrlInvalid, "The server redirects to something that is not a URL"));
        }

        if (head.Status != 200 || !Playlist.MayBe(connection.Uri, head.MediaType)) return Step.Here;
        var limit = TimeSpan.FromSeconds(options.CurrentValue.AnswerTimeoutSeconds);
        var read = await Playlist.ReadAsync(connection, limit, clock, cancellationToken);
        if (read.Failure is { } failure) return Step.Fail(failure);
        if (read.First is { } first) return new Step(false, first, "playlist", null);
        trace.HlsText = read.HlsText;
        if (read.HlsText is not null) trace.Hls = new HlsInfo { IsHls = true, PlaylistAccessible = true };
        connection.PutBack(read.Bytes);
        return Step.Here;
    }

    private static ProbeFailure Loop(string? namedBy, Uri uri) => ProbeFailure.Answer(
        namedBy == "playlist" ? FindingCodes.PlaylistLoop : FindingCodes.RedirectLoop, $"The {namedBy} leads back to {uri}, which was asked already");

    private ProbeFailure TooMany() =>
        ProbeFailure.Answer(FindingCodes.RedirectTooMany, $"More than {options.CurrentValue.MaxHops} redirects and playlists lead to this stream");

    private readonly record struct Step(bool Stay, Uri? Next, string? NamedBy, ProbeFailure? Failure)
    {
        public static Step Here => new(true, null, null, null);

        public static Step Fail(ProbeFailure failure) => new(false, null, null, failure);
    }
}
