using System.Text;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.Benchmarks.Verdicts;

/// <summary>One stream and what must be said of it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Connected">The verdict of phases 1 and 2, which do not listen.</param>
/// <param name="Heard">The verdict of phases 3 and 4.</param>
internal sealed record VerdictStream(string Name, Uri Url, string Connected, string Heard);

/// <summary>Serves one stream of every kind: icecast2 for what sounds wrong, small servers for what is wrong on the wire.</summary>
internal sealed class VerdictStage : IAsyncDisposable
{
    private const string Healthy = "healthy", Degraded = "degraded", Failing = "failing";

    // icecast2's own default, about four seconds.
    private const int Burst = 65_536;

    private readonly IcecastServer _icecast;
    private readonly BadHttpServer _server;
    private readonly ExpiredTlsServer _tls;
    private readonly List<VerdictStream> _streams = [];

    private VerdictStage(IcecastServer icecast, BadHttpServer server, ExpiredTlsServer tls) => (_icecast, _server, _tls) = (icecast, server, tls);

    public IReadOnlyList<VerdictStream> Streams => _streams;

    public static async Task<VerdictStage> StartAsync()
    {
        var audio = await TestAudio.BytesAsync(AudioVariant.Programme);
        var stage = new VerdictStage(await IcecastServer.StartAsync(Burst), await BadHttpServer.StartAsync(), new ExpiredTlsServer(audio));
        await stage.AddIcecastAsync("healthy", AudioVariant.Programme, Healthy);
        await stage.AddIcecastAsync("gaps", AudioVariant.Gaps, Degraded);
        await stage.AddIcecastAsync("silent", AudioVariant.Silence, Failing);
        await stage.AddIcecastAsync("clipped", AudioVariant.Clipped, Degraded);
        await stage.AddIcecastAsync("mono", AudioVariant.Mono, Healthy);
        await stage.AddIcecastAsync("dead channel", AudioVariant.DeadRight, Degraded);
        await stage.AddIcecastAsync("anti-phase", AudioVariant.AntiPhase, Degraded);
        await stage.AddIcecastAsync("looping", AudioVariant.Looping, Degraded);
        var hls = await LiveHls.StartAsync(stage._server);
        stage.Add("HLS", hls.Live, Healthy, Healthy);
        stage.Add("stale HLS", hls.Stale, Failing, Failing);
        stage.Add("Shoutcast v1", PacedStream.Add(stage._server, "/shoutcast", "ICY 200 OK\r\nicy-name:Test\r\nicy-br:128\r\ncontent-type:audio/mpeg\r\n\r\n", audio), Healthy, Healthy);
        stage.Add("wrong codec", PacedStream.Add(stage._server, "/wrong", "HTTP/1.0 200 OK\r\nicy-name: Test\r\nContent-Type: audio/aac\r\n\r\n", audio), Degraded, Degraded);
        stage.Add("expired TLS", stage._tls.Url, Failing, Failing);
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        await _server.DisposeAsync();
        await _icecast.DisposeAsync();
    }

    private async Task AddIcecastAsync(string name, AudioVariant variant, string heard) =>
        Add(name, (await _icecast.StreamAsync($"/{variant}.mp3", variant)).Url, Healthy, heard);

    private void Add(string name, Uri url, string connected, string heard) => _streams.Add(new VerdictStream(name, url, connected, heard));
}

/// <summary>MP3 at the speed it plays, after a burst, behind any head.</summary>
internal static class PacedStream
{
    private const int BurstSeconds = 4;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public static Uri Add(BadHttpServer server, string path, string head, byte[] audio) =>
        server.Add(path, (stream, cancellationToken) => PlayAsync(stream, head, audio, cancellationToken));

    public static async Task PlayAsync(Stream stream, string head, byte[] audio, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        var bytesPerSecond = audio.Length / (double)TestAudio.Seconds;
        var start = TimeProvider.System.GetTimestamp();
        for (long sent = 0; ;)
        {
            var due = (long)((BurstSeconds + TimeProvider.System.GetElapsedTime(start).TotalSeconds) * bytesPerSecond);
            while (sent < due)
            {
                var at = (int)(sent % audio.Length);
                var length = (int)Math.Min(due - sent, audio.Length - at);
                await stream.WriteAsync(audio.AsMemory(at, length), cancellationToken);
                sent += length;
            }

            await Task.Delay(Step, cancellationToken);
        }
    }
}
