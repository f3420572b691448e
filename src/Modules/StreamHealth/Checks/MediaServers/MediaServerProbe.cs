using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Media;
using Platform.Media.Tools;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.MediaServers;

/// <summary>Looks at RTMP and RTSP streams with ffprobe and lets ffmpeg take their audio, both only through a <see cref="GuardedRelay"/>.</summary>
internal sealed class MediaServerProbe(
    GuardedConnector connector, TlsUpgrade tls, ExternalTool tool, IOptions<MediaOptions> media, IOptionsMonitor<CheckOptions> options, TimeProvider clock)
{
    private const string InstallHint = "install it with: apt-get install ffmpeg";

    /// <summary>Connects and asks ffprobe what the server sends.</summary>
    public async Task<(MediaServerFacts? Facts, ProbeFailure? Failure)> ProbeAsync(ProbeTrace trace, CancellationToken cancellationToken)
    {
        var url = trace.Guarded!;
        var (relay, failure) = await OpenAsync(url, trace, cancellationToken);
        if (relay is null) return (null, failure);
        await using (relay)
        {
            var start = trace.Now;
            var limit = TimeSpan.FromSeconds(options.CurrentValue.AnswerTimeoutSeconds + options.CurrentValue.StallTimeoutSeconds);
            string[] arguments =
            [
                "-hide_banner", "-v", "error", .. Input(url.Uri, relay.Port), "-analyzeduration", "2000000", "-probesize", "500000",
                "-print_format", "json", "-show_streams", "-show_format", Address(url.Uri, relay.Port),
            ];
            var result = await tool.RunAsync(new ToolRequest(Probe(media.Value.FfmpegPath), arguments) { Timeout = limit, MayStartOthers = false, InstallHint = InstallHint }, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            trace.ResponseMs = trace.Since(start);
            if (relay.Redirected) return (null, ProbeFailure.Answer(FindingCodes.RedirectTooMany, "The RTSP server redirects to another address; enter that one"));
            if (result.Exit != ToolExit.Ok) return (null, Failure(result, trace.Guarded!.Uri.Scheme, relay.Port));
            return MediaServerFacts.Read(result.OutputText, url.Uri.Scheme.ToUpperInvariant()) is { } facts
                ? (facts, null)
                : (null, ProbeFailure.Answer(FindingCodes.HttpMalformed, "ffprobe could not read what the server sends"));
        }
    }

    /// <summary>The audio, copied out of the stream by ffmpeg; null when the server cannot be reached any more.</summary>
    /// <param name="trace">Where to.</param>
    /// <param name="codec">As ffprobe found it: decides the wrapping.</param>
    /// <param name="longest">After this the program is ended.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<MediaServerAudio?> ListenAsync(ProbeTrace trace, string codec, TimeSpan longest, CancellationToken cancellationToken)
    {
        var url = trace.Guarded!;
        var (relay, _) = await OpenAsync(url, new ProbeTrace(clock), cancellationToken);
        if (relay is null) return null;
        string[] arguments =
        [
            "-hide_banner", "-v", "error", "-nostats", "-nostdin", .. Input(url.Uri, relay.Port), "-analyzeduration", "1000000", "-probesize", "200000",
            "-i", Address(url.Uri, relay.Port), "-map", "0:a:0", "-vn", "-sn", "-dn", .. Output(codec), "-flush_packets", "1", "pipe:1",
        ];
        return new MediaServerAudio(tool, new ToolRequest(media.Value.FfmpegPath, arguments) { Timeout = longest, MayStartOthers = false, InstallHint = InstallHint }, relay);
    }

    /// <summary>What <see cref="ListenAsync"/> gives for a codec.</summary>
    public static string MediaTypeOf(string codec) => codec switch
    {
        "AAC" or "HE-AAC" => "audio/aac",
        "MP3" => "audio/mpeg",
        "Opus" or "Vorbis" => "application/ogg",
        _ => "audio/wav",
    };

    private Task<(GuardedRelay? Relay, ProbeFailure? Failure)> OpenAsync(GuardedUrl url, ProbeTrace trace, CancellationToken cancellationToken) =>
        GuardedRelay.OpenAsync(url, connector, tls, TimeSpan.FromSeconds(options.CurrentValue.ConnectTimeoutSeconds), trace, cancellationToken);

    private static bool IsRtsp(Uri uri) => uri.Scheme is "rtsp" or "rtsps";

    // The relay speaks TLS, so that the program need not.
    private static string Address(Uri uri, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsRtsp(uri) ? "rtsp" : "rtmp")}://127.0.0.1:{port}{uri.PathAndQuery}");

    private static string[] Input(Uri uri, int port)
    {
        if (IsRtsp(uri)) return ["-protocol_whitelist", "tcp,rtp,rtsp", "-rtsp_transport", "tcp"];
        // Servers with several virtual hosts tell them apart by this address.
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var app = string.Join('/', parts.Take(parts.Length > 2 ? 2 : 1));
        return ["-protocol_whitelist", "tcp,rtmp", "-rtmp_tcurl", string.Create(CultureInfo.InvariantCulture, $"rtmp://{uri.Host}:{uri.Port}/{app}")];
    }

    // Frames as they are where a plain wrapping for them exists; what has none is decoded.
    private static string[] Output(string codec) => codec switch
    {
        "AAC" or "HE-AAC" => ["-c", "copy", "-f", "adts"],
        "MP3" => ["-c", "copy", "-f", "mp3", "-write_xing", "0", "-id3v2_version", "0"],
        "Opus" or "Vorbis" => ["-c", "copy", "-f", "ogg"],
        _ => ["-c:a", "pcm_s16le", "-f", "wav"],
    };

    private static string Probe(string ffmpeg) => Path.Combine(Path.GetDirectoryName(ffmpeg) ?? "", Path.GetFileName(ffmpeg).Replace("ffmpeg", "ffprobe", StringComparison.Ordinal));

    private static ProbeFailure Failure(ToolResult result, string scheme, int port)
    {
        if (result.Exit == ToolExit.NotFound) return ProbeFailure.Answer(FindingCodes.AnalysisFailed, result.Explanation);
        if (result.Exit == ToolExit.TimedOut) return new ProbeFailure(ConnectivityStatus.Timeout, FindingCodes.HttpTimeout, $"The server accepted the connection but sent no {scheme.ToUpperInvariant()} stream in time");
        // The program only knows the relay's address, which would mislead.
        var said = result.ErrorTail.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        said = said.Replace(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "the server", StringComparison.Ordinal);
        return ProbeFailure.Answer(FindingCodes.MediaServer, $"The server sends no stream under this address{(said.Length > 0 ? $": {WireText.Clean(said, 300)}" : "")}");
    }
}
