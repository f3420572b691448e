using Platform.Kernel.Results;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Listening;

/// <summary>Opens a stream for a listener, by the same guarded way a check takes.</summary>
internal sealed class StreamOpener(StreamConnector connector, TimeProvider clock)
{
    private static readonly string[] Containers = ["application/ogg", "application/octet-stream"];

    public async Task<Result<StreamConnection>> OpenAsync(string url, CancellationToken cancellationToken)
    {
        var trace = new ProbeTrace(clock);
        var opened = await connector.OpenAsync(url, trace, cancellationToken);
        if (opened.Connection is not { } connection)
            return Error.Unavailable("listen.failed", opened.Failure?.Message ?? "The stream does not answer.");
        if (WhyNotPlayable(connection, trace) is not { } error) return connection;
        await connection.DisposeAsync();
        return error;
    }

    private static Error? WhyNotPlayable(StreamConnection connection, ProbeTrace trace)
    {
        if (connection.Head.Status is not (200 or 206))
            return Error.Unavailable("listen.failed", $"The stream's server answers with HTTP status {connection.Head.Status}.");
        if (trace.Hls is not null) return Error.Unavailable("listen.not_playable", "This is an HLS stream; this player plays plain streams only.");
        // Never pass on what a browser would show or run under this console's own address.
        var type = connection.Head.MediaType;
        return string.IsNullOrEmpty(type) || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) || Containers.Contains(type, StringComparer.OrdinalIgnoreCase)
            ? null
            : Error.Unavailable("listen.not_playable", $"The stream's server sends {type}, which is not audio.");
    }
}
