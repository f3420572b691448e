using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Tools;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>Loops and stuck encoders as listeners get them: as MP3, down to what a talk station sends.</summary>
public sealed class RepetitionCheckTests : IAsyncLifetime
{
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("128k")]
    [InlineData("32k")]
    public async Task A_message_every_three_seconds_is_reported_as_looping(string bitrate)
    {
        var report = await CheckAsync(await LoopAsync(from: 3, seconds: 3, bitrate));

        Assert.Equal([FindingCodes.Looping], report.Codes());
        Assert.Equal(3, report.AudioAnalysis!.ErrorDetection!.LoopSeconds!.Value, 0.05);
        Assert.Contains("Error message detected in audio", report.Issues);
    }

    [Fact]
    public async Task An_encoder_that_sends_one_frame_for_ever_is_reported()
    {
        var programme = await TestAudio.BytesAsync(AudioVariant.Programme);
        // Frames of 417 or 418 bytes at 128 kbit/s; two that stand alone decode to a buzz.
        var start = 417 * 300;
        while (programme[start] != 0xff || (programme[start + 1] & 0xfe) != 0xfa) start++;
        var frames = programme.AsSpan(start, 836).ToArray();
        var report = await CheckAsync([.. Enumerable.Range(0, 250).SelectMany(_ => frames)]);

        Assert.Contains(FindingCodes.RepetitivePattern, report.Codes());
        Assert.True(report.AudioAnalysis!.ErrorDetection!.SteadySound);
    }

    [Theory]
    [InlineData(AudioVariant.Programme)]
    [InlineData(AudioVariant.Gaps)]
    [InlineData(AudioVariant.Silence)]
    public async Task Programme_pauses_and_silence_are_not(AudioVariant variant)
    {
        var report = await CheckAsync(await TestAudio.BytesAsync(variant));

        Assert.Equal(new ErrorDetection().ErrorDetected, report.AudioAnalysis!.ErrorDetection!.ErrorDetected);
        Assert.DoesNotContain(FindingCodes.Looping, report.Codes());
    }

    private async Task<CheckReport> CheckAsync(byte[] mp3)
    {
        var url = _server.Add($"/{Guid.NewGuid():N}.mp3", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: {mp3.Length}\r\n\r\n"), cancellationToken);
            await stream.WriteAsync(mp3, cancellationToken);
        });
        await using var checker = new Checker();
        return await checker.RunAsync(url, phase: 3, seconds: 10);
    }

    private static async Task<byte[]> LoopAsync(double from, double seconds, string bitrate)
    {
        var tool = new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance);
        var samples = (44_100 * seconds).ToString(CultureInfo.InvariantCulture);
        var filter = string.Create(CultureInfo.InvariantCulture, $"atrim=start={from},aloop=loop=-1:size={samples},atrim=end=11");
        var run = await tool.RunAsync(
            new ToolRequest("ffmpeg", ["-v", "error", "-i", await TestAudio.FileAsync(AudioVariant.Programme, AudioEncoding.Wav), "-af", filter, "-b:a", bitrate, "-f", "mp3", "pipe:1"])
            {
                Timeout = TimeSpan.FromMinutes(1),
                MaxOutputBytes = 4 << 20,
            },
            CancellationToken.None);
        Assert.Equal("", run.Explanation);
        return run.Output.ToArray();
    }
}
