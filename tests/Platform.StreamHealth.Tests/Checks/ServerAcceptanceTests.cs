using System.Text;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>What is told of a server that answers: acceptance cases SC-04 and SC-07.</summary>
public sealed class ServerAcceptanceTests : IAsyncLifetime
{
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task SC_04_A_server_that_refuses_HEAD_and_answers_GET_is_a_success()
    {
        await using var checker = new Checker();
        var report = await checker.RunAsync(_server.UrlOf(BadBehaviour.RefusesHead));

        Assert.Equal((ConnectivityStatus.Success, 200), (report.Connectivity.Status, report.Connectivity.HttpStatus));
        Assert.True(report.Connectivity.ResponseTimeMs > 0, "the answer took time");
        Assert.Equal(("audio/mpeg", "MP3"), (report.Connectivity.ContentType, report.StreamParameters!.Codec));
        Assert.Equal((100, VerdictState.Healthy), (report.HealthScore, report.Verdict.State));
    }

    [Fact]
    public async Task SC_07_Icecast_is_told_with_version_station_genre_and_bitrate()
    {
        var audio = await TestAudio.BytesAsync(AudioVariant.Programme);
        var url = _server.Add("/live.mp3", async (stream, cancellationToken) =>
        {
            const string head = "HTTP/1.0 200 OK\r\nServer: Icecast 2.4.4\r\nContent-Type: audio/mpeg\r\nicy-name: Radio Example\r\nicy-br:128\r\nicy-genre: Jazz\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
            await stream.WriteAsync(audio, cancellationToken);
        });
        await using var checker = new Checker();
        var report = await checker.RunAsync(url);

        Assert.Equal(("Icecast", "high", "2.4.4"), (report.StreamType!.Type, report.StreamType.Confidence, report.StreamType.ServerVersion));
        Assert.Equal((128, "MP3"), (report.StreamParameters!.BitrateKbps, report.StreamParameters.Codec));
        Assert.Equal(("Radio Example", "Jazz"), (report.Metadata!.Title, report.Metadata.Genre));
    }
}
