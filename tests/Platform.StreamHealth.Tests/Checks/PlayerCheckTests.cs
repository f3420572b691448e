using Microsoft.Extensions.DependencyInjection;
using Platform.Media.Players;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>Phase 2 beside the other phases, on a live stream.</summary>
public sealed class PlayerCheckTests : IAsyncLifetime
{
    private static readonly PlayerCommand Worker = new([Environment.ProcessPath!, typeof(PlayerCheckTests).Assembly.Location, PlayerHost.Verb]);
    private IcecastServer _icecast = null!;
    private Uri _url = null!;

    public async Task InitializeAsync()
    {
        _icecast = await IcecastServer.StartAsync();
        _url = (await _icecast.StreamAsync("/live.mp3", AudioVariant.Programme)).Url;
    }

    public async Task DisposeAsync() => await _icecast.DisposeAsync();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_live_stream_is_played_beside_the_listening_and_from_the_same_connection(int phase)
    {
        await using var checker = new Checker(services => services.AddSingleton(Worker));
        var report = await checker.RunAsync(_url, phase, seconds: 3);

        var vlc = report.PlayerTests!.Vlc;
        Assert.True(vlc.Status == StepStatus.Success, $"{vlc.Status}: {vlc.Reason} {vlc.ErrorDetails}");
        Assert.Equal(("libvlc", true, 3.0), (vlc.Method, vlc.FormatSupported, Math.Round(vlc.PlaybackDurationSeconds!.Value, 0)));
        Assert.True(vlc.ConnectionTimeMs > report.Timings.FirstAudioMs);
        Assert.True(vlc.DecodedBuffers > 50);
        Assert.Equal(phase == 3, report.AudioAnalysis is { Status: StepStatus.Ok });
        Assert.Equal(VerdictState.Healthy, report.Verdict.State);
        Assert.Equal(100, report.HealthScore);
    }

    [Fact]
    public async Task Without_a_player_the_test_is_skipped_without_a_penalty_and_the_other_phases_run()
    {
        await using var checker = new Checker(services => services.AddSingleton(Worker), ("Media:PlayersAtOnce", "0"));
        var report = await checker.RunAsync(_url, phase: 3, seconds: 2);

        Assert.Equal((StepStatus.Skipped, "none"), (report.PlayerTests!.Vlc.Status, report.PlayerTests.Vlc.Method));
        Assert.Contains("switched off", report.PlayerTests.Vlc.Reason, StringComparison.Ordinal);
        Assert.Equal((100, StepStatus.Ok), (report.HealthScore, report.AudioAnalysis!.Status));
    }

    [Fact]
    public async Task A_crash_of_the_player_is_an_error_of_its_test_alone()
    {
        await using var checker = new Checker(services => services.AddSingleton(new PlayerCommand(["/bin/sh", "-c", "kill -SEGV $$"])));
        var report = await checker.RunAsync(_url, phase: 3, seconds: 2);

        Assert.Equal(StepStatus.Error, report.PlayerTests!.Vlc.Status);
        Assert.StartsWith("The player crashed", report.PlayerTests.Vlc.ErrorDetails, StringComparison.Ordinal);
        Assert.Contains("VLC player test failed", report.Issues);
        Assert.Equal((VerdictState.Healthy, StepStatus.Ok), (report.Verdict.State, report.AudioAnalysis!.Status));
    }
}
