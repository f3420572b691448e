using Platform.Kernel.Results;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Formats;
using Platform.StreamHealth.Checks.Hls;
using Platform.StreamHealth.Checks.MediaServers;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Listening;

/// <summary>
/// Opens a stream for a listener, by the same guarded way a check takes. HLS, RTMP and RTSP come out as plain frames, which
/// every browser plays without a script.
/// </summary>
internal sealed class StreamOpener(StreamConnector connector, HlsProbe hls, MediaServerProbe mediaServers, TimeProvider clock)
{
    private const int Beginning = 8 * 1024;
    private static readonly TimeSpan LongestListening = TimeSpan.FromHours(12);
    private static readonly string[] Containers = ["application/ogg", "application/octet-stream"];

    public async Task<Result<OpenStream>> OpenAsync(string url, CancellationToken cancellationToken)
    {
        var trace = new ProbeTrace(clock);
        var opened = await connector.OpenAsync(url, trace, cancellationToken);
        if (opened.Failure is { } failure) return Error.Unavailable("listen.failed", failure.Message);
        if (opened.Connection is not { } connection) return await MediaServerAsync(trace, cancellationToken);
        var result = trace.HlsText is { } playlist ? await HlsAsync(playlist, connection.Uri, cancellationToken)
            : WhyNotPlayable(connection, trace) is { } error ? error
            : new OpenStream(connection.Body, connection.Head.MediaType, connection.DisposeAsync);
        if (!result.Ok || trace.HlsText is not null) await connection.DisposeAsync();
        return result;
    }

    private async Task<Result<OpenStream>> HlsAsync(string playlist, Uri source, CancellationToken cancellationToken)
    {
        var stream = await hls.OpenAsync(playlist, source, cancellationToken);
        if (stream.WhyNotHeard is { } reason)
        {
            stream.Dispose();
            return Error.Unavailable("listen.failed", reason);
        }

        var audio = stream.OpenAudio();
        var start = new byte[Beginning];
        try
        {
            var count = await audio.ReadAtLeastAsync(start, Beginning, throwOnEndOfStream: false, cancellationToken);
            if (TypeOf(FormatSniffer.Sniff(start.AsSpan(0, count), null)?.Audio) is { } type)
                return new OpenStream(new ReplayStream(start.AsMemory(0, count), audio), type, () => { stream.Dispose(); return ValueTask.CompletedTask; });
        }
        catch (IOException e)
        {
            stream.Dispose();
            return Error.Unavailable("listen.failed", $"The stream's segments cannot be had: {e.Message}");
        }

        stream.Dispose();
        return Error.Unavailable("listen.not_playable", "Browsers do not play the audio in this stream's segments.");
    }

    private async Task<Result<OpenStream>> MediaServerAsync(ProbeTrace trace, CancellationToken cancellationToken)
    {
        var (found, failure) = await mediaServers.ProbeAsync(trace, cancellationToken);
        if (failure is not null) return Error.Unavailable("listen.failed", failure.Message);
        if (found!.Audio is not { } audio) return Error.Unavailable("listen.not_playable", "The stream has no audio.");
        var body = await mediaServers.ListenAsync(trace, audio.Codec, LongestListening, cancellationToken);
        if (body is null) return Error.Unavailable("listen.failed", "The server could be reached once, but not again to listen.");
        return new OpenStream(body, MediaServerProbe.MediaTypeOf(audio.Codec), body.DisposeAsync);
    }

    private static string? TypeOf(MeasuredAudio? audio) => audio switch
    {
        { Container: "ADTS" } => "audio/aac",
        { Codec: "MP1" or "MP2" or "MP3" } => "audio/mpeg",
        { Container: "MP4" } => "audio/mp4",
        _ => null,
    };

    private static Error? WhyNotPlayable(StreamConnection connection, ProbeTrace trace)
    {
        if (connection.Head.Status is not (200 or 206))
            return Error.Unavailable("listen.failed", $"The stream's server answers with HTTP status {connection.Head.Status}.");
        if (trace.Dash is not null) return Error.Unavailable("listen.not_playable", "This is an MPEG-DASH stream, which this player does not play.");
        // Never pass on what a browser would show or run under this console's own address.
        var type = connection.Head.MediaType;
        return string.IsNullOrEmpty(type) || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) || Containers.Contains(type, StringComparer.OrdinalIgnoreCase)
            ? null
            : Error.Unavailable("listen.not_playable", $"The stream's server sends {type}, which is not audio.");
    }
}
