using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Platform.Host.Observability.Metrics;
using Platform.Host.Tests.Support;
using Platform.Kernel.Diagnostics;

namespace Platform.Host.Tests.Observability;

public sealed partial class MetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory _meters;
    private readonly MetricsCollector _collector;

    public MetricsTests()
    {
        _meters = _services.GetRequiredService<IMeterFactory>();
        _collector = new MetricsCollector(_meters);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Counters_add_up_by_label_whatever_the_order_of_labels()
    {
        var counter = _meters.Create(PlatformTelemetry.Name).CreateCounter<long>("test.things", description: "Things\nof \\ all kinds");
        counter.Add(2, new("b", "2"), new KeyValuePair<string, object?>("a", "quote \" slash \\ line\nend"));
        counter.Add(3, new("a", "quote \" slash \\ line\nend"), new KeyValuePair<string, object?>("b", "2"));
        var text = _collector.Render();
        Assert.Contains("# HELP test_things_total Things\\nof \\\\ all kinds\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_things_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("test_things_total{a=\"quote \\\" slash \\\\ line\\nend\",b=\"2\"} 5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Histograms_have_cumulative_buckets_sum_and_count()
    {
        var histogram = _meters.Create("Platform.Test").CreateHistogram<double>(
            "test.duration", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5] });
        foreach (var value in (double[])[0.5, 1, 3, 10]) histogram.Record(value);
        var text = _collector.Render();
        Assert.Contains(
            "test_duration_seconds_bucket{le=\"1\"} 2\ntest_duration_seconds_bucket{le=\"5\"} 3\ntest_duration_seconds_bucket{le=\"+Inf\"} 4\ntest_duration_seconds_sum 14.5\ntest_duration_seconds_count 4\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_that_is_no_longer_observed_is_gone()
    {
        string[] present = ["a", "b"];
        _meters.Create(PlatformTelemetry.Name).CreateObservableGauge("test.present", () => present.Select(p => new Measurement<int>(1, KeyValuePair.Create<string, object?>("id", p))));
        Assert.Contains("test_present{id=\"b\"} 1", _collector.Render(), StringComparison.Ordinal);
        present = ["a"];
        var text = _collector.Render();
        Assert.Contains("test_present{id=\"a\"} 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"b\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gauges_go_up_and_down()
    {
        var meter = _meters.Create(PlatformTelemetry.Name);
        var running = meter.CreateUpDownCounter<int>("test.running");
        running.Add(3);
        running.Add(-1);
        meter.CreateGauge<double>("test.level").Record(-23.5);
        var text = _collector.Render();
        Assert.Contains("# TYPE test_running gauge\ntest_running 2\n", text, StringComparison.Ordinal);
        Assert.Contains("test_level -23.5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_made_of_ids_do_not_eat_the_memory()
    {
        var counter = _meters.Create(PlatformTelemetry.Name).CreateCounter<int>("test.flood");
        for (var i = 0; i < MetricFamily.MaxSeries + 500; i++) counter.Add(1, new KeyValuePair<string, object?>("id", i));
        var lines = _collector.Render().Split('\n').Where(l => l.StartsWith("test_flood_total{", StringComparison.Ordinal)).ToArray();
        Assert.Equal(MetricFamily.MaxSeries + 1, lines.Length);
        Assert.Contains("test_flood_total{overflow=\"true\"} 500", lines);
    }

    [Fact]
    public void Meters_of_others_are_not_collected()
    {
        _meters.Create("SomebodyElse").CreateCounter<int>("test.other").Add(1);
        Assert.DoesNotContain("test_other", _collector.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_the_service_exposes_can_be_parsed()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = await host.ProgramAsync();
        using var warmUp = await client.GetAsync(new Uri("/api/v1/health", UriKind.Relative));
        host.Get<WorkMetrics>().Start("test.job", "system").Finish("succeeded");
        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var types = new HashSet<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) Assert.True(types.Add(line.Split(' ')[2]), $"twice: {line}");
            if (line[0] == '#') continue;
            var sample = Sample().Match(line);
            Assert.True(sample.Success, line);
            Assert.True(sample.Groups["value"].Value is "+Inf" or "-Inf" || double.TryParse(sample.Groups["value"].Value, CultureInfo.InvariantCulture, out _), line);
        }

        Assert.Contains("platform_info{version=", text, StringComparison.Ordinal);
        Assert.Contains("platform_jobs_finished_total{job=\"test.job\",lane=\"system\",outcome=\"succeeded\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_memory_working_set_bytes", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("""^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="(\\[\\"n]|[^"\\\n])*",?)*\})? (?<value>\S+)$""")]
    private static partial Regex Sample();
}
