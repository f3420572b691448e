using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Media.Pictures;
using Platform.Media.Tools;

namespace Platform.Media.Tests.Pictures;

/// <summary>Pictures are read back by ffmpeg, so that the PNG itself is tested too.</summary>
public sealed class PictureTests
{
    private const int Rate = 44_100;
    private const int Seconds = 4;
    private const int Left = 78, Columns = 960 - 78 - 14, Top = 10;

    [Fact]
    public async Task The_level_picture_shows_when_a_channel_sounds_and_where_it_clips()
    {
        // Left: two seconds of tone, then silence. Right: silence, then a clipped second.
        var picture = new LevelPicture(TimeSpan.FromSeconds(Seconds), silenceDb: -40);
        Play(picture, t => t < 2 ? 0.5 * Math.Sin(2 * Math.PI * 440 * t) : 0, t => t >= 3 ? 1 : 0);

        var image = await DecodeAsync(picture.ToPng()!);
        var (loud, quiet, clipped) = (Left + (Columns / 4), Left + (Columns * 5 / 8), Left + (Columns * 7 / 8));
        var (leftLane, rightLane) = (Top + 100, Top + 142 + 100);
        Assert.Equal(Strong, image.At(loud, leftLane));
        Assert.NotEqual(Strong, image.At(quiet, leftLane));
        Assert.NotEqual(Strong, image.At(loud, rightLane));
        Assert.Equal(Strong, image.At(clipped, rightLane));
        Assert.Equal(Alarm, image.At(clipped, Top + 142 + 3));
        Assert.NotEqual(Alarm, image.At(loud, Top + 3));
    }

    [Fact]
    public async Task The_spectrogram_is_brightest_where_the_tone_is()
    {
        var picture = new SpectrogramPicture(TimeSpan.FromSeconds(Seconds));
        Play(picture, t => 0.5 * Math.Sin(2 * Math.PI * (t < 2 ? 5000 : 15_000) * t), t => 0);

        var image = await DecodeAsync(picture.ToPng()!);
        Assert.Equal(5000, BrightestHz(Left + (Columns / 4)), 120.0);
        Assert.Equal(15_000, BrightestHz(Left + (Columns * 3 / 4)), 120.0);

        double BrightestHz(int x)
        {
            var y = Enumerable.Range(Top, 256).MaxBy(row => image.Light(x, row));
            return (Top + 255 - y) / 255.0 * 20_000;
        }
    }

    [Fact]
    public void No_audio_makes_no_picture()
    {
        var (levels, spectrogram, clip) = (new LevelPicture(TimeSpan.FromSeconds(1), -40), new SpectrogramPicture(TimeSpan.FromSeconds(1)), new WavClip(1000));
        var tee = new PcmTee(levels, spectrogram, clip);
        tee.Start(new PcmFormat(Rate, 2));

        Assert.Null(levels.ToPng());
        Assert.Null(spectrogram.ToPng());
        Assert.Null(clip.ToFile());
    }

    [Fact]
    public async Task Longer_mono_audio_at_an_odd_rate_than_announced_and_broken_samples_are_drawn_up_to_the_length()
    {
        var (levels, spectrogram) = (new LevelPicture(TimeSpan.FromSeconds(1.3), -40), new SpectrogramPicture(TimeSpan.FromSeconds(1.3)));
        var tee = new PcmTee(levels, spectrogram);
        tee.Start(new PcmFormat(11_025, 1));
        for (var i = 0; i < 40; i++) tee.Write([.. Enumerable.Range(0, 441).Select(n => n % 7 == 0 ? float.NaN : n % 11 == 0 ? float.PositiveInfinity : 0.1f)]);

        Assert.Equal(960 * (10 + 142 + 30) * 3, (await DecodeAsync(levels.ToPng()!)).Rgb.Length);
        Assert.Equal(960 * (10 + 256 + 30) * 3, (await DecodeAsync(spectrogram.ToPng()!)).Rgb.Length);
    }

    [Fact]
    public async Task A_clip_is_a_wav_file_of_the_beginning()
    {
        var clip = new WavClip(maxBytes: Rate * 4);
        Play(clip, t => 0.5 * Math.Sin(2 * Math.PI * 440 * t), t => 0.25);

        var meter = new AudioMeter();
        using var file = new MemoryStream(clip.ToFile()!);
        var source = new FfmpegPcmSource(Tool, Microsoft.Extensions.Options.Options.Create(new MediaOptions()));
        var decoded = await source.DecodeAsync(file, new PcmRequest { Timeout = TimeSpan.FromMinutes(1), Container = AudioContainer.Wav }, meter, CancellationToken.None);
        Assert.Equal((1.0, 2), (decoded.Decoded.TotalSeconds, decoded.Format!.Value.Channels));
        Assert.Equal(-9.03, meter.Finish().Channels[0].RmsDb!.Value, 0.02);
    }

    private const uint Strong = 0x54b6e8, Alarm = 0xff6b6b;

    private static readonly ExternalTool Tool = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);

    private static void Play(IPcmSink sink, Func<double, double> left, Func<double, double> right)
    {
        var samples = new float[Seconds * Rate * 2];
        for (var i = 0; i < Seconds * Rate; i++) (samples[2 * i], samples[(2 * i) + 1]) = ((float)left((double)i / Rate), (float)right((double)i / Rate));
        sink.Start(new PcmFormat(Rate, 2));
        for (var at = 0; at < samples.Length; at += 1234) sink.Write(samples.AsSpan(at, Math.Min(1234, samples.Length - at)));
    }

    private static async Task<Image> DecodeAsync(byte[] png)
    {
        var run = await Tool.RunAsync(
            new ToolRequest("ffmpeg", ["-v", "error", "-f", "png_pipe", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
            {
                Timeout = TimeSpan.FromMinutes(1),
                MaxOutputBytes = 16 << 20,
                WriteInput = async (stream, cancellationToken) => await stream.WriteAsync(png, cancellationToken),
            },
            CancellationToken.None);
        Assert.Equal(("", ToolExit.Ok), (run.ErrorTail, run.Exit));
        return new Image(run.Output.ToArray());
    }

    private sealed record Image(byte[] Rgb)
    {
        public uint At(int x, int y) => ((uint)Rgb[Index(x, y)] << 16) | ((uint)Rgb[Index(x, y) + 1] << 8) | Rgb[Index(x, y) + 2];

        public int Light(int x, int y) => Rgb[Index(x, y)] + Rgb[Index(x, y) + 1] + Rgb[Index(x, y) + 2];

        private static int Index(int x, int y) => ((y * 960) + x) * 3;
    }
}
