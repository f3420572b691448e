using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Diagnostics;
using Platform.Kernel.Live;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Metrics;

/// <summary>
/// Gauges of each stream: in blackbox_exporter's words, so that its dashboards and rules fit, and in our own for what it
/// does not measure. Read from the last sample; a scrape asks neither the database nor a stream.
/// </summary>
internal sealed partial class StreamMeters(
    IMeterFactory meters, StreamSamples samples, IDbContextFactory<StreamHealthDb> databases, LiveEvents live, ILogger<StreamMeters> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(PlatformTelemetry.Name + ".Streams");
        Blackbox(meter);
        Own(meter);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowChangesAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // Time to look again, or to stop.
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                NotFollowed(e);
                await Task.Delay(LookAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowChangesAsync(CancellationToken stoppingToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        pause.CancelAfter(LookAgain);
        await using var changes = live.ListenAsync(pause.Token).GetAsyncEnumerator(CancellationToken.None);
        // Listening first: a change between the look and the listening would be seen only half a minute later.
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            await FollowAsync(stoppingToken);
            while (await next)
            {
                if (changes.Current.Topic == "stream.changed") await FollowAsync(stoppingToken);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            await pause.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var streams = await db.Living().Where(s => s.Enabled).Select(s => new { s.Id, s.Url, s.Name }).ToListAsync(cancellationToken);
        samples.Follow(streams.ToDictionary(s => s.Id, s => new StreamLabels(s.Url, s.Name)));
    }

    private void Blackbox(Meter meter)
    {
        Gauge(meter, "probe_success", "1 when the last check found that listeners hear the programme.", s => s.Result.State == StreamState.Failing ? 0 : 1);
        Gauge(meter, "probe_duration_seconds", "How long the last check took.", s => s.Result.DurationMs / 1000);
        Gauge(meter, "probe_http_status_code", "HTTP status of the last check; 0 without an answer.", s => s.Result.HttpStatus ?? 0);
        Gauge(meter, "probe_http_redirects", "Redirects and playlists that were followed.", s => s.Redirects);
        Gauge(meter, "probe_http_ssl", "1 when the stream came over TLS.", s => s.Result.TlsMs is null ? 0 : 1);
        Gauge(meter, "probe_dns_lookup_time_seconds", "How long the name took to resolve.", s => s.Result.DnsMs / 1000);
        Gauge(meter, "probe_ssl_earliest_cert_expiry", "When the server's certificate ends, Unix time.", s => s.CertificateEnds?.ToUnixTimeSeconds());
        meter.CreateObservableGauge("probe_http_duration_seconds", Phases, description: "Duration of the steps of the last check.");
    }

    private void Own(Meter meter)
    {
        Gauge(meter, "mediaops_stream_up", "1 unless the monitor holds the stream for down.", s => s.Monitor == MonitorState.Down ? 0 : 1);
        Gauge(meter, "mediaops_stream_state", "The monitor's state: 0 pending, 1 up, 2 degraded, 3 down, 4 maintenance.", s => (int)s.Monitor);
        Gauge(meter, "mediaops_stream_score", "Health score of the last check, 0 to 100.", s => s.Result.Score);
        Gauge(meter, "mediaops_stream_first_byte_seconds", "From the request to the first byte of the answer.", s => s.Result.FirstByteMs / 1000);
        Gauge(meter, "mediaops_stream_last_check_timestamp_seconds", "When the last check began, Unix time.", s => s.Result.StartedAt.ToUnixTimeMilliseconds() / 1000.0);
        Gauge(meter, "mediaops_stream_loudness_lufs", "Integrated loudness (EBU R 128) of the last check that listened.", s => s.Heard?.Lufs);
        Gauge(meter, "mediaops_stream_true_peak_dbtp", "Highest true peak of the last check that listened.", s => s.Heard?.TruePeakDb);
        Gauge(meter, "mediaops_stream_silence_ratio", "Silent share of the last check that listened, 0 to 1.", s => s.Heard?.SilencePercent / 100);
        Gauge(meter, "mediaops_stream_clipping_ratio", "Share of clipped samples of the last check that listened, 0 to 1.", s => s.Heard?.ClippingPercent / 100);
        Gauge(meter, "mediaops_stream_bitrate_bits_per_second", "Measured bitrate.", s => s.Result.BitrateKbps * 1000.0);
    }

    private void Gauge(Meter meter, string name, string description, Func<StreamSample, double?> value) => meter.CreateObservableGauge(
        name,
        () => samples.Current.Select(s => (s.Labels, Value: value(s.Sample))).Where(s => s.Value is not null).Select(s => new Measurement<double>(s.Value!.Value, s.Labels.Tags)),
        description: description);

    private IEnumerable<Measurement<double>> Phases()
    {
        foreach (var (labels, sample) in samples.Current)
        {
            var result = sample.Result;
            (string Phase, double? Seconds)[] steps =
            [
                ("resolve", result.DnsMs / 1000), ("connect", result.ConnectMs / 1000), ("tls", result.TlsMs / 1000),
                ("processing", result.FirstByteMs / 1000), ("transfer", sample.TransferSeconds),
            ];
            foreach (var (phase, seconds) in steps) yield return new Measurement<double>(seconds ?? 0, labels.ByPhase[phase]);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The metrics of streams could not follow their definitions; tried again soon")]
    private partial void NotFollowed(Exception exception);
}
