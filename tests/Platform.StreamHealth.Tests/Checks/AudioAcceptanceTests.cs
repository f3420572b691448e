using System.Buffers.Binary;
using System.Text;
using Platform.StreamHealth.Checks.Reporting;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>Acceptance cases SC-09 to SC-11, with samples made to measure and served as WAV.</summary>
public sealed class AudioAcceptanceTests : IAsyncLifetime
{
    private const int Rate = 44100;
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task SC_09_Silence_of_four_seconds_in_ten_is_one_period()
    {
        var report = await CheckAsync(10, t => t is >= 3 and < 7.1 ? 0 : 0.3 * Math.Sin(2 * Math.PI * 440 * t));

        var silence = report.AudioAnalysis!.SilenceDetection!;
        var period = Assert.Single(silence.SilencePeriods);
        Assert.Equal((3.0, 4.1), (period.StartSeconds, period.DurationSeconds));
        Assert.Equal(41, silence.SilencePercentage, 0.5);
        Assert.True(silence.SilenceDetected);
    }

    [Fact]
    public async Task SC_10_Ten_silent_seconds_are_silence_and_no_error_message()
    {
        var report = await CheckAsync(10, _ => 0);

        var audio = report.AudioAnalysis!;
        Assert.Equal(100, audio.SilenceDetection!.SilencePercentage);
        Assert.Equal(10, Assert.Single(audio.SilenceDetection.SilencePeriods).DurationSeconds);
        Assert.Null(audio.AudioQuality!.AverageVolumeDb);
        Assert.Contains("Excessive silence: 100%", report.Issues);
        Assert.False(audio.ErrorDetection!.RepetitivePatternDetected);
    }

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.005, false)]
    public async Task SC_11_Clipping_counts_from_one_percent(double share, bool clipped)
    {
        var every = (int)(1 / share);
        var report = await CheckAsync(5, t => (int)Math.Round(t * Rate) is var n && n % every == 0 ? 1 : n % 100 < 50 ? 0.5 : -0.5);

        var quality = report.AudioAnalysis!.AudioQuality!;
        Assert.Equal(share * 100, quality.ClippingPercentage, 0.1);
        Assert.Equal(clipped, quality.ClippingDetected);
        Assert.Equal(clipped, report.Recommendations.Contains("Reduce input gain to prevent clipping"));
    }

    [Fact]
    public async Task A_quiet_programme_is_not_an_error_message()
    {
        var random = new Random(1);
        // Noise whose level wanders like speech, at about -26 dBFS: steady enough for stream_checker to call it an error.
        var report = await CheckAsync(8, t => 0.1 * (0.5 + (0.5 * Math.Sin(2 * Math.PI * 0.21 * t))) * ((random.NextDouble() * 2) - 1));

        Assert.False(report.AudioAnalysis!.ErrorDetection!.ErrorDetected);
    }

    [Fact]
    public async Task A_three_second_file_is_analysed_to_its_end()
    {
        var report = await CheckAsync(3, t => 0.3 * Math.Sin(2 * Math.PI * (300 + (50 * t)) * t), sampleSeconds: 10);

        Assert.Equal(3, report.AudioAnalysis!.SampleSeconds, 0.01);
        Assert.Equal(StepStatus.Ok, report.AudioAnalysis.Status);
        Assert.True(report.ConnectionQuality!.Stable);
        Assert.Equal(("PCM", "WAV", 706), (report.Measured!.Codec, report.Measured.Container, report.Measured.BitrateKbps));
    }

    [Fact]
    public async Task Without_ffmpeg_the_report_says_what_to_install()
    {
        var report = await CheckAsync(2, _ => 0.1, settings: ("Media:FfmpegPath", "/nowhere/ffmpeg"));

        Assert.Equal(StepStatus.Error, report.AudioAnalysis!.Status);
        Assert.Contains("not installed", report.AudioAnalysis.Error, StringComparison.Ordinal);
        Assert.Contains(report.Findings, f => f is { Code: FindingCodes.AnalysisFailed, Recommendation: "Install ffmpeg on this machine." });
        Assert.Equal("PCM", report.Measured!.Codec);
    }

    [Fact]
    public async Task An_ffmpeg_that_hangs_is_killed_in_time()
    {
        var fake = Path.GetTempFileName();
        var pidFile = fake + ".pid";
        await File.WriteAllTextAsync(fake, $"#!/bin/sh\necho $$ > {pidFile}\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        // 2 x 1 s and the allowance of 1 s.
        var report = await CheckAsync(2, _ => 0.1, 1, ("Media:FfmpegPath", fake), ("StreamHealth:Checks:ListenAllowanceSeconds", "1"));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"took {clock.Elapsed}");
        Assert.StartsWith("Failed to download audio sample", report.AudioAnalysis!.Error, StringComparison.Ordinal);
        var pid = (await File.ReadAllTextAsync(pidFile)).Trim();
        Assert.False(Directory.Exists($"/proc/{pid}"), "the child is gone");
        File.Delete(fake);
        File.Delete(pidFile);
    }

    private async Task<CheckReport> CheckAsync(int seconds, Func<double, double> sample, int sampleSeconds = 10, params (string, string)[] settings)
    {
        var wav = Wav(seconds, sample);
        var url = _server.Add($"/{Guid.NewGuid():N}.wav", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nContent-Length: {wav.Length}\r\n\r\n"), cancellationToken);
            await stream.WriteAsync(wav, cancellationToken);
        });
        await using var checker = new Checker(settings);
        return await checker.RunAsync(url, phase: 3, seconds: sampleSeconds);
    }

    private static byte[] Wav(int seconds, Func<double, double> sample)
    {
        var frames = seconds * Rate;
        var bytes = new byte[44 + (frames * 2)];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), frames * 2);
        for (var i = 0; i < frames; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + (i * 2)), (short)Math.Clamp(sample((double)i / Rate) * 32767, -32768, 32767));
        return bytes;
    }
}
