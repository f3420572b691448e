using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.History;

public sealed class StreamMetricsTests : IAsyncLifetime
{
    private MonitorApp _app = null!;

    public async Task InitializeAsync() => _app = await MonitorApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Each_stream_is_told_of_in_blackbox_s_words_and_ours_and_no_more_once_it_is_deleted()
    {
        // By the service itself, so that the metrics hear of it; its schedule never comes, but the first check is at once.
        var stream = await _app.AddAsync(new StreamInput { Url = "http://127.0.0.1:8000/live.mp3?token=secret", Name = "Radio One", Schedule = "cron 0 3 29 2 *", Phase = 1 });
        var store = _app.Get<ResultStore>();
        var at = TimeProvider.System.GetUtcNow().AddMinutes(1); // newer than that first check
        var expiry = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await StoreAsync(3, at, StreamState.Healthy, -21.5);
        await StoreAsync(1, at.AddMinutes(1), StreamState.Failing, null);

        var read = await EventuallyAsync(r => r.ContainsKey("probe_success"));
        Assert.Equal(0, read["probe_success"]);
        Assert.Equal((404, 0.25), (read["probe_http_status_code"], read["probe_dns_lookup_time_seconds"]));
        Assert.Equal(expiry.ToUnixTimeSeconds(), read["probe_ssl_earliest_cert_expiry"]);
        Assert.Equal((0.25, 0.5), (read["probe_http_duration_seconds resolve"], read["probe_http_duration_seconds connect"]));
        Assert.Equal(-21.5, read["mediaops_stream_loudness_lufs"]); // what was heard before the check that did not listen
        Assert.Equal(at.AddMinutes(1).ToUnixTimeMilliseconds() / 1000.0, read["mediaops_stream_last_check_timestamp_seconds"]);
        Assert.Contains("mediaops_stream_up", read.Keys);

        await _app.Client.DeleteAsync($"/api/v1/streams/{stream.Id}");
        await EventuallyAsync(r => !r.ContainsKey("probe_success"));

        Task<StoreOutcome> StoreAsync(int phase, DateTimeOffset when, StreamState state, double? lufs)
        {
            var id = Guid.CreateVersion7(when);
            var report = Seeds.Report(id, when) with
            {
                Phase = phase,
                SslCertificate = new CertificateFacts { Valid = true, Expires = expiry },
                AudioAnalysis = phase == 3 ? new AudioAnalysis { Status = StepStatus.Ok } : null,
            };
            var result = new CheckResult
            {
                Id = id,
                StreamId = stream.Id,
                StartedAt = when,
                DurationMs = 1000,
                Phase = phase,
                State = state,
                Score = 50,
                Findings = "",
                HttpStatus = 404,
                DnsMs = 250,
                ConnectMs = 500,
                FirstByteMs = 20,
                Lufs = lufs,
            };
            return store.AddAsync(result, report, CancellationToken.None);
        }
    }

    private async Task<Dictionary<string, double>> EventuallyAsync(Func<Dictionary<string, double>, bool> holds)
    {
        for (var until = TimeProvider.System.GetUtcNow().AddSeconds(45); ;)
        {
            var read = Scrape();
            if (holds(read)) return read;
            Assert.True(TimeProvider.System.GetUtcNow() < until, string.Join(", ", read.Keys));
            await Task.Delay(50);
        }
    }

    /// <summary>One scrape of this application's stream meter.</summary>
    private Dictionary<string, double> Scrape()
    {
        var read = new ConcurrentDictionary<string, double>();
        var factory = _app.Get<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Platform.Streams" && ReferenceEquals(instrument.Meter.Scope, factory)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            var phase = "";
            foreach (var (key, text) in tags)
            {
                Assert.DoesNotContain("secret", text!.ToString(), StringComparison.Ordinal);
                if (key == "phase") phase = " " + text;
            }

            read[instrument.Name + phase] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return new Dictionary<string, double>(read);
    }
}
