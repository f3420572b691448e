using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Media.Tools;
using Platform.Testing.Audio;

namespace Platform.Media.Tests.Pcm;

/// <summary>mpg123 must hear what ffmpeg hears.</summary>
public sealed class Mpg123PcmSourceTests
{
    private static readonly ExternalTool Tool = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);

    [Theory]
    [InlineData(AudioVariant.Programme)]
    [InlineData(AudioVariant.Clipped)]
    [InlineData(AudioVariant.Mono)]
    public async Task It_hears_sample_by_sample_what_ffmpeg_hears(AudioVariant variant)
    {
        // From the middle of a frame, as listeners join; the two begin with another frame.
        var bytes = (await TestAudio.BytesAsync(variant))[1234..];
        var (fast, reference) = (await DecodeAsync(Mpg123(), bytes), await DecodeAsync(Ffmpeg(), bytes));

        Assert.Equal(reference.Format, fast.Format);
        Assert.Equal(10 * fast.Format.SampleRate * fast.Format.Channels, fast.Samples.Count);
        var length = 8 * fast.Format.SampleRate * fast.Format.Channels;
        var difference = Enumerable.Range(0, 20).Min(half => Enumerable.Range(0, length)
            .Max(i => Math.Abs(fast.Samples[i] - reference.Samples[i + (half * 576 * fast.Format.Channels)])));
        Assert.InRange(difference, 0, 0.002);
    }

    [Fact]
    public async Task What_is_no_audio_at_all_is_said_to_be_that()
    {
        var noise = new byte[100_000];
        new Random(3).NextBytes(noise);
        using var stream = new MemoryStream(noise);
        var result = await Mpg123().DecodeAsync(stream, Request(), new AudioMeter(), CancellationToken.None);

        Assert.Equal("audio.invalid_data", result.Error!.Code);
    }

    [Fact]
    public async Task Damage_costs_a_little_audio_and_no_more()
    {
        var bytes = await TestAudio.BytesAsync(AudioVariant.Programme);
        var random = new Random(2);
        for (var i = 0; i < 500; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

        Assert.InRange((await MeasureAsync(Mpg123(), bytes)).Duration.TotalSeconds, 9.9, 10.1);
    }

    [Fact]
    public async Task It_decodes_mp3_only_and_only_where_it_is()
    {
        Assert.True(Mpg123().CanDecode(AudioContainer.Mp3));
        Assert.False(Mpg123().CanDecode(AudioContainer.Unknown));
        Assert.False(Mpg123("").CanDecode(AudioContainer.Mp3));
        Assert.False(Mpg123("/nowhere/mpg123").CanDecode(AudioContainer.Mp3));

        var source = new CheapestPcmSource(Mpg123("/nowhere/mpg123"), Ffmpeg());
        Assert.Equal(10, (await MeasureAsync(source, await TestAudio.BytesAsync(AudioVariant.Programme))).Duration.TotalSeconds, 0.001);
    }

    private static PcmRequest Request() => new() { Duration = TimeSpan.FromSeconds(10), Timeout = TimeSpan.FromMinutes(1), Container = AudioContainer.Mp3 };

    private static Mpg123PcmSource Mpg123(string path = "mpg123") => new(Tool, Microsoft.Extensions.Options.Options.Create(new MediaOptions { Mpg123Path = path }));

    private static FfmpegPcmSource Ffmpeg() => new(Tool, Microsoft.Extensions.Options.Options.Create(new MediaOptions()));

    private static async Task<Collector> DecodeAsync(IPcmSource source, byte[] bytes)
    {
        var collector = new Collector();
        using var stream = new MemoryStream(bytes);
        Assert.Null((await source.DecodeAsync(stream, Request(), collector, CancellationToken.None)).Error);
        return collector;
    }

    private static async Task<AudioMeasurement> MeasureAsync(IPcmSource source, byte[] bytes)
    {
        var meter = new AudioMeter();
        using var stream = new MemoryStream(bytes);
        var result = await source.DecodeAsync(stream, Request(), meter, CancellationToken.None);
        Assert.Null(result.Error);
        return meter.Finish();
    }

    private sealed class Collector : IPcmSink
    {
        public PcmFormat Format { get; private set; }

        public List<float> Samples { get; } = [];

        public void Start(PcmFormat format) => Format = format;

        public void Write(ReadOnlySpan<float> interleaved) => Samples.AddRange(interleaved);
    }
}
