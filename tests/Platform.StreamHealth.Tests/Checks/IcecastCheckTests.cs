using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

public sealed class IcecastFixture : IAsyncLifetime
{
    public IcecastServer Server { get; private set; } = null!;

    public Task<AudioSource> this[AudioVariant variant] => _sources[variant];

    private readonly Dictionary<AudioVariant, Task<AudioSource>> _sources = [];

    public async Task InitializeAsync()
    {
        Server = await IcecastServer.StartAsync();
        foreach (var variant in Enum.GetValues<AudioVariant>()) _sources[variant] = Server.StreamAsync($"/{variant}.mp3", variant);
        await Task.WhenAll(_sources.Values);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>Checks of real mounts on a real icecast2.</summary>
public sealed class IcecastCheckTests(IcecastFixture icecast) : IClassFixture<IcecastFixture>
{
    private async Task<CheckReport> CheckAsync(AudioVariant variant, int phase = 3, int seconds = 10)
    {
        await using var checker = new Checker();
        return await checker.RunAsync((await icecast[variant]).Url, phase, seconds);
    }

    [Fact]
    public async Task A_healthy_programme_is_healthy_and_measured()
    {
        var report = await CheckAsync(AudioVariant.Programme);

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal(100, report.HealthScore);
        Assert.Empty(report.Codes());
        Assert.Equal(StepStatus.Ok, report.AudioAnalysis!.Status);
        Assert.Equal(10, report.AudioAnalysis.SampleSeconds, 0.1);
        Assert.InRange(report.AudioAnalysis.Loudness!.IntegratedLufs!.Value, -26, -14);
        Assert.True(report.ConnectionQuality!.Stable);
        Assert.Equal(("MP3", 128, "CBR", 44100, 2), (report.Measured!.Codec, report.Measured.BitrateKbps, report.Measured.BitrateMode, report.Measured.SampleRateHz, report.Measured.Channels));
    }

    [Fact]
    public async Task Phase_1_names_server_station_title_and_parameters()
    {
        const string title = "Björk - It's Oh So Quiet; live";
        await using var server = await IcecastServer.StartAsync(burstBytes: 8000);
        await using var source = await server.StreamAsync("/live.mp3", AudioVariant.Programme);
        await source.SetTitleAsync(title);
        await using var checker = new Checker();
        var report = await checker.RunAsync(source.Url);
        // New listeners first get the last half second, which may still carry no title.
        for (var i = 0; i < 10 && report.Metadata!.StreamTitle != title; i++) report = await checker.RunAsync(source.Url);

        Assert.Equal(("Icecast", "high"), (report.StreamType!.Type, report.StreamType.Confidence));
        Assert.StartsWith("2.4", report.StreamType.ServerVersion, StringComparison.Ordinal);
        Assert.Equal(("Test Programme", "Test"), (report.Metadata!.Title, report.Metadata.Genre));
        Assert.Equal(title, report.Metadata.StreamTitle);
        Assert.Equal((128, "MP3", "stereo"), (report.StreamParameters!.BitrateKbps, report.StreamParameters.Codec, report.StreamParameters.Channels));
        Assert.Equal(ConnectivityStatus.Success, report.Connectivity.Status);
        Assert.NotNull(report.Timings.ConnectMs);
        Assert.NotNull(report.Timings.FirstByteMs);
        Assert.NotNull(report.Timings.FirstAudioMs);
        Assert.Null(report.AudioAnalysis);
        Assert.Null(report.PlayerTests);
    }

    [Fact]
    public async Task Gaps_of_four_seconds_degrade()
    {
        var report = await CheckAsync(AudioVariant.Gaps);

        Assert.Equal([FindingCodes.Gaps], report.Codes());
        Assert.Equal(VerdictState.Degraded, report.Verdict.State);
        // The sample may start inside a gap, which then shows as two parts.
        Assert.Equal(40, report.AudioAnalysis!.SilenceDetection!.SilencePercentage, 3.0);
        Assert.Contains(report.Issues, i => i.StartsWith("Significant silence: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Full_silence_fails_without_being_called_an_error_message()
    {
        var report = await CheckAsync(AudioVariant.Silence);

        Assert.Equal([FindingCodes.Silent], report.Codes());
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
        var silence = report.AudioAnalysis!.SilenceDetection!;
        Assert.Equal(100, silence.SilencePercentage);
        Assert.Equal(10, Assert.Single(silence.SilencePeriods).DurationSeconds, 0.2);
        Assert.Null(report.AudioAnalysis.AudioQuality!.AverageVolumeDb);
        Assert.Null(report.AudioAnalysis.AudioQuality.PeakVolumeDb);
        Assert.False(report.AudioAnalysis.ErrorDetection!.ErrorDetected);
        Assert.Contains("Excessive silence: 100%", report.Issues);
        Assert.Equal(90, report.HealthScore);
    }

    [Fact]
    public async Task Clipping_is_found()
    {
        var report = await CheckAsync(AudioVariant.Clipped);

        Assert.Equal([FindingCodes.Clipping], report.Codes());
        Assert.Contains("Audio clipping detected", report.Issues);
        Assert.Contains("Reduce input gain to prevent clipping", report.Recommendations);
        Assert.Equal(95, report.HealthScore);
    }

    [Fact]
    public async Task A_dead_right_channel_is_named()
    {
        var report = await CheckAsync(AudioVariant.DeadRight);

        Assert.Equal([FindingCodes.DeadChannel], report.Codes());
        Assert.Equal([false, true], report.AudioAnalysis!.Channels.Select(c => c.Dead));
    }

    [Fact]
    public async Task Antiphase_is_found()
    {
        var report = await CheckAsync(AudioVariant.AntiPhase);

        Assert.Contains(FindingCodes.Antiphase, report.Codes());
        Assert.InRange(report.AudioAnalysis!.Correlation!.Value, -1, -0.95);
    }

    [Fact]
    public async Task A_mono_stream_is_healthy()
    {
        var report = await CheckAsync(AudioVariant.Mono);

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal("mono", report.StreamParameters!.Channels);
        Assert.Equal(22050, report.Measured!.SampleRateHz);
        Assert.Equal("mono", Assert.Single(report.AudioAnalysis!.Channels).Name);
    }

    [Theory]
    [InlineData(AudioEncoding.Aac, "AAC", "ADTS")]
    [InlineData(AudioEncoding.Vorbis, "Vorbis", "OGG")]
    [InlineData(AudioEncoding.Opus, "Opus", "OGG")]
    public async Task Other_codecs_are_recognised_and_heard(AudioEncoding encoding, string codec, string container)
    {
        await using var source = await icecast.Server.StreamAsync($"/{encoding}", AudioVariant.Programme, encoding);
        await using var checker = new Checker();
        var report = await checker.RunAsync(source.Url, phase: 3, seconds: 5);

        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal((codec, container), (report.Measured!.Codec, report.Measured.Container));
        Assert.InRange(report.Measured.BitrateKbps!.Value, 60, 160);
        Assert.Equal(2, report.Measured.Channels);
    }

    [Fact]
    public async Task A_listener_cut_off_by_the_source_leaving_is_told_so()
    {
        var source = await icecast.Server.StreamAsync("/leaving", AudioVariant.Programme);
        await using var checker = new Checker();
        var running = checker.RunAsync(source.Url, phase: 3, seconds: 60);
        await Task.Delay(1000);
        await source.DisposeAsync();
        var report = await running;

        Assert.Contains(FindingCodes.Dropped, report.Codes());
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
        Assert.Contains("Unstable connection", report.Issues);
        Assert.True(report.AudioAnalysis!.SampleSeconds > 5, "what was heard until then is analysed");
    }

    [Fact]
    public async Task A_missing_mount_is_a_404()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(icecast.Server.UrlOf("/nothing.mp3"), phase: 3);

        Assert.Equal(ConnectivityStatus.Error, report.Connectivity.Status);
        Assert.StartsWith("HTTP 404", report.Connectivity.Error, StringComparison.Ordinal);
        Assert.Equal(80, report.HealthScore);
        Assert.Contains("Stream connectivity failed", report.Issues);
        Assert.Equal(StepStatus.Skipped, report.AudioAnalysis!.Status);
        Assert.Equal(StepStatus.Skipped, report.PlayerTests!.Vlc.Status);
        Assert.Equal(VerdictState.Failing, report.Verdict.State);
    }
}
