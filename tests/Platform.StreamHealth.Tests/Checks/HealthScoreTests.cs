using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>stream_checker's table, row by row.</summary>
public sealed class HealthScoreTests
{
    private static readonly SilenceDetection Sound = new() { SilenceDetected = false, SilencePercentage = 0, ThresholdDb = -40 };
    private static readonly AudioQuality Fine = new() { AverageVolumeDb = -20, ClippingDetected = false, ClippingPercentage = 0 };

    private static CheckReport Healthy => Seeds.Report(Guid.NewGuid(), Seeds.Start) with
    {
        PlayerTests = new PlayerTests { Vlc = new PlayerTest { Status = StepStatus.Ok, FormatSupported = true } },
        AudioAnalysis = new AudioAnalysis { Status = StepStatus.Ok, SilenceDetection = Sound, AudioQuality = Fine },
        ConnectionQuality = new ConnectionQuality { Stable = true },
    };

    [Fact]
    public void What_is_in_order_costs_nothing_and_neither_do_advertisements()
    {
        var (score, issues, advice) = HealthScore.Of(Healthy with { AdDetection = new AdDetection { Status = StepStatus.Ok, AdsDetected = true } });
        Assert.Equal((100, 0, 0), (score, issues.Count, advice.Count));
    }

    public static TheoryData<string, int, string, string?> Rows => new()
    {
        { "connectivity", 80, "Stream connectivity failed", null },
        { "status", 90, "HTTP status: 206", null },
        { "certificate", 90, "SSL certificate invalid or expired", null },
        { "expiring", 95, "SSL certificate expiring in 29 days", "Renew SSL certificate soon" },
        { "self-signed", 95, "Self-signed SSL certificate", null },
        { "player", 80, "VLC player test failed", null },
        { "player timeout", 80, "VLC player test failed", null },
        { "format", 90, "Stream format not supported by player", null },
        { "excessive silence", 90, "Excessive silence: 50.5%", null },
        { "significant silence", 95, "Significant silence: 20.01%", null },
        { "error", 90, "Error message detected in audio", null },
        { "clipping", 95, "Audio clipping detected", "Reduce input gain to prevent clipping" },
        { "volume", 95, "Very low audio volume: -30.5 dB", "Increase stream volume levels" },
        { "unstable", 90, "Unstable connection", null },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_row_of_the_table_costs_its_points_and_says_so(string what, int score, string issue, string? advice)
    {
        var report = With(Healthy, what);
        var (found, issues, recommendations) = HealthScore.Of(report);
        Assert.Equal((score, issue), (found, Assert.Single(issues)));
        Assert.Equal(advice is null ? [] : [advice], recommendations);
    }

    [Theory]
    [InlineData("20 % silent")]
    [InlineData("30 days left")]
    [InlineData("-30 dB")]
    [InlineData("skipped player")]
    public void Limits_themselves_cost_nothing(string what) => Assert.Equal(100, HealthScore.Of(With(Healthy, what)).Score);

    [Fact]
    public void Losses_add_up_and_a_low_score_without_advice_gets_some()
    {
        string[] all = ["connectivity", "certificate", "player", "excessive silence", "error", "clipping", "volume", "unstable"];
        Assert.Equal(10, HealthScore.Of(all.Aggregate(Healthy, With)).Score);
        var low = HealthScore.Of(With(With(Healthy, "connectivity"), "unstable"));
        Assert.Equal((70, "Review stream configuration and server settings"), (low.Score, Assert.Single(low.Recommendations)));
    }

    private static CheckReport With(CheckReport report, string what) => what switch
    {
        "connectivity" => report with { Connectivity = report.Connectivity with { Status = ConnectivityStatus.ConnectionError } },
        "status" => report with { Connectivity = report.Connectivity with { HttpStatus = 206 } },
        "certificate" => report with { SslCertificate = new CertificateFacts { Valid = false } },
        "expiring" => report with { SslCertificate = new CertificateFacts { Valid = true, DaysUntilExpiration = 29 } },
        "30 days left" => report with { SslCertificate = new CertificateFacts { Valid = true, DaysUntilExpiration = 30 } },
        "self-signed" => report with { SslCertificate = new CertificateFacts { Valid = true, DaysUntilExpiration = 90, SelfSigned = true } },
        "player" => Player(report, StepStatus.Error, true),
        "player timeout" => Player(report, StepStatus.Timeout, true),
        "skipped player" => Player(report, StepStatus.Skipped, null),
        "format" => Player(report, StepStatus.Ok, false),
        "excessive silence" => Silence(report, 50.5),
        "significant silence" => Silence(report, 20.01),
        "20 % silent" => Silence(report, 20),
        "error" => report with { AudioAnalysis = report.AudioAnalysis! with { ErrorDetection = new ErrorDetection { ErrorDetected = true } } },
        "clipping" => Quality(report, q => q with { ClippingDetected = true }),
        "volume" => Quality(report, q => q with { AverageVolumeDb = -30.5 }),
        "-30 dB" => Quality(report, q => q with { AverageVolumeDb = -30 }),
        "unstable" => report with { ConnectionQuality = new ConnectionQuality { Stable = false } },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "no such row"),
    };

    private static CheckReport Player(CheckReport report, StepStatus status, bool? supported) =>
        report with { PlayerTests = new PlayerTests { Vlc = new PlayerTest { Status = status, FormatSupported = supported } } };

    private static CheckReport Silence(CheckReport report, double percent) =>
        report with { AudioAnalysis = report.AudioAnalysis! with { SilenceDetection = Sound with { SilenceDetected = true, SilencePercentage = percent } } };

    private static CheckReport Quality(CheckReport report, Func<AudioQuality, AudioQuality> change) =>
        report with { AudioAnalysis = report.AudioAnalysis! with { AudioQuality = change(report.AudioAnalysis.AudioQuality!) } };
}
