using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Media.Tools;
using Platform.Testing.Audio;

namespace Platform.Media.Tests.Meters;

/// <summary>Our meters against ffmpeg's, on the same audio.</summary>
public sealed partial class AgainstFfmpegTests
{
    // Of Tech 3342. ffmpeg counts the first three seconds, whose short-term windows are not full yet; we do not.
    private const double RangeTolerance = 1.0;

    private readonly ExternalTool _tool = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);

    [Theory]
    [InlineData(AudioVariant.Programme)]
    [InlineData(AudioVariant.Gaps)]
    [InlineData(AudioVariant.Clipped)]
    [InlineData(AudioVariant.DeadRight)]
    [InlineData(AudioVariant.AntiPhase)]
    public async Task Loudness_agrees_with_ebur128_within_a_tenth(AudioVariant variant)
    {
        var path = await TestAudio.FileAsync(variant);
        var ours = await MeasureAsync(path);
        var report = await FilterAsync(path, "ebur128=peak=true:framelog=verbose");

        Assert.Equal(Number(Integrated(), report), ours.Loudness.IntegratedLufs!.Value, 0.1);
        Assert.Equal(Number(Range(), report), ours.Loudness.RangeLu!.Value, RangeTolerance);
        Assert.Equal(Number(TruePeak(), report), ours.TruePeakDb!.Value, 0.2);
    }

    [Fact]
    public async Task Silence_agrees_with_silencedetect()
    {
        var path = await TestAudio.FileAsync(AudioVariant.Gaps);
        var ours = (await MeasureAsync(path)).Silence.Periods;
        var theirs = SilenceStart().Matches(await FilterAsync(path, "silencedetect=n=-40dB:d=2"));

        Assert.Equal(3, ours.Count);
        Assert.Equal(theirs.Count, ours.Count);
        for (var i = 0; i < ours.Count; i++)
        {
            Assert.Equal(double.Parse(theirs[i].Groups[1].Value, CultureInfo.InvariantCulture), ours[i].Start.TotalSeconds, 0.25);
            Assert.Equal(4, ours[i].Duration.TotalSeconds, 0.25);
        }
    }

    [Theory]
    [InlineData(AudioVariant.Programme, StereoImage.Stereo, false)]
    [InlineData(AudioVariant.Clipped, StereoImage.Stereo, true)]
    [InlineData(AudioVariant.DeadRight, StereoImage.RightDead, false)]
    [InlineData(AudioVariant.AntiPhase, StereoImage.AntiPhase, false)]
    [InlineData(AudioVariant.Mono, StereoImage.Mono, false)]
    [InlineData(AudioVariant.Silence, StereoImage.Silent, false)]
    public async Task Faults_survive_mp3_encoding(AudioVariant variant, StereoImage image, bool clipped)
    {
        var measured = await MeasureAsync(await TestAudio.FileAsync(variant));

        Assert.Equal(image, measured.Image);
        Assert.Equal(clipped, measured.Clipping.Detected);
        Assert.Equal(variant == AudioVariant.Silence, measured.Silence.Detected);
    }

    private async Task<AudioMeasurement> MeasureAsync(string path)
    {
        var source = new FfmpegPcmSource(_tool, Microsoft.Extensions.Options.Options.Create(new MediaOptions()));
        var meter = new AudioMeter();
        await using var file = File.OpenRead(path);
        var result = await source.DecodeAsync(file, new PcmRequest { Timeout = TimeSpan.FromMinutes(1) }, meter, CancellationToken.None);
        Assert.Null(result.Error);
        return meter.Finish();
    }

    private async Task<string> FilterAsync(string path, string filter)
    {
        var request = new ToolRequest("ffmpeg", ["-hide_banner", "-nostats", "-nostdin", "-i", path, "-af", filter, "-f", "null", "-"]) { Timeout = TimeSpan.FromMinutes(1) };
        var result = await _tool.RunAsync(request, CancellationToken.None);
        Assert.Equal(ToolExit.Ok, result.Exit);
        return result.ErrorTail;
    }

    private static double Number(Regex pattern, string report) =>
        double.Parse(pattern.Match(report).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"I:\s+(-?[\d.]+) LUFS")]
    private static partial Regex Integrated();

    [GeneratedRegex(@"LRA:\s+([\d.]+) LU")]
    private static partial Regex Range();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+) dBFS")]
    private static partial Regex TruePeak();

    [GeneratedRegex(@"silence_start: ([\d.]+)")]
    private static partial Regex SilenceStart();
}
