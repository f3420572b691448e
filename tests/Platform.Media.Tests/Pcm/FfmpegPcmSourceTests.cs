using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Media.Tools;
using Platform.Testing.Audio;

namespace Platform.Media.Tests.Pcm;

public sealed class FfmpegPcmSourceTests
{
    private static readonly PcmRequest TenSeconds = new() { Duration = TimeSpan.FromSeconds(10), Timeout = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData(AudioEncoding.Mp3, AudioContainer.Mp3, 44_100)]
    [InlineData(AudioEncoding.Mp3, AudioContainer.Unknown, 44_100)]
    [InlineData(AudioEncoding.Aac, AudioContainer.Adts, 44_100)]
    [InlineData(AudioEncoding.Aac, AudioContainer.Unknown, 44_100)]
    [InlineData(AudioEncoding.Vorbis, AudioContainer.Ogg, 44_100)]
    [InlineData(AudioEncoding.Opus, AudioContainer.Unknown, 48_000)]
    [InlineData(AudioEncoding.Wav, AudioContainer.Wav, 44_100)]
    public async Task Ten_seconds_are_decoded_at_the_rate_of_the_source(AudioEncoding encoding, AudioContainer container, int sampleRate)
    {
        await using var encoded = await OpenAsync(AudioVariant.Programme, encoding);
        var meter = new AudioMeter();

        var result = await Source().DecodeAsync(encoded, TenSeconds with { Container = container }, meter, CancellationToken.None);

        Assert.Null(result.Error);
        Assert.Equal(new PcmFormat(sampleRate, 2), result.Format);
        Assert.Equal(10, result.Decoded.TotalSeconds, 3);
        var measured = meter.Finish();
        Assert.Equal(10, measured.Duration.TotalSeconds, 3);
        Assert.InRange(measured.Loudness.IntegratedLufs!.Value, -30, -10);
        Assert.Equal(StereoImage.Stereo, measured.Image);
    }

    [Theory]
    [InlineData(AudioEncoding.Mp3, AudioContainer.Mp3)]
    [InlineData(AudioEncoding.Mp3, AudioContainer.Unknown)]
    [InlineData(AudioEncoding.Aac, AudioContainer.Adts)]
    public async Task A_stream_joined_in_the_middle_of_a_frame_is_decoded(AudioEncoding encoding, AudioContainer container)
    {
        await using var encoded = new MemoryStream((await TestAudio.BytesAsync(AudioVariant.Programme, encoding))[12_345..]);
        var meter = new AudioMeter();

        var result = await Source().DecodeAsync(encoded, TenSeconds with { Container = container }, meter, CancellationToken.None);

        Assert.Null(result.Error);
        Assert.Equal(10, result.Decoded.TotalSeconds, 3);
        Assert.InRange(meter.Finish().TruePeakDb!.Value, -10, 3);
    }

    [Fact]
    public async Task Mono_stays_mono()
    {
        await using var encoded = await OpenAsync(AudioVariant.Mono, AudioEncoding.Mp3);
        var meter = new AudioMeter();

        var result = await Source().DecodeAsync(encoded, TenSeconds with { Container = AudioContainer.Mp3 }, meter, CancellationToken.None);

        Assert.Equal(new PcmFormat(22_050, 1), result.Format);
        Assert.Equal(StereoImage.Mono, meter.Finish().Image);
    }

    [Fact]
    public async Task The_input_may_end_before_the_wanted_duration()
    {
        await using var encoded = new MemoryStream((await TestAudio.BytesAsync(AudioVariant.Programme))[..64_000]);

        var result = await Source().DecodeAsync(encoded, TenSeconds, new AudioMeter(), CancellationToken.None);

        Assert.Null(result.Error);
        Assert.InRange(result.Decoded.TotalSeconds, 3.8, 4.1);
        Assert.Equal(64_000, result.BytesRead);
    }

    [Fact]
    public async Task An_endless_input_is_read_no_further_than_needed()
    {
        await using var encoded = new EndlessStream(await TestAudio.BytesAsync(AudioVariant.Programme));

        var result = await Source().DecodeAsync(encoded, TenSeconds, new AudioMeter(), CancellationToken.None);

        Assert.Null(result.Error);
        Assert.InRange(result.BytesRead, 160_000, 500_000);
    }

    [Fact]
    public async Task A_missing_ffmpeg_names_the_package()
    {
        var source = Source("/nowhere/ffmpeg");

        var result = await source.DecodeAsync(new MemoryStream(), TenSeconds, new AudioMeter(), CancellationToken.None);

        Assert.Equal("audio.decoder_missing", result.Error?.Code);
        Assert.Contains("apt-get install ffmpeg", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_is_invalid_data()
    {
        var bytes = new byte[200_000];
        new Random(3).NextBytes(bytes);

        var result = await Source().DecodeAsync(new MemoryStream(bytes), TenSeconds, new AudioMeter(), CancellationToken.None);

        Assert.Equal("audio.invalid_data", result.Error?.Code);
        Assert.Equal(TimeSpan.Zero, result.Decoded);
    }

    [Fact]
    public async Task An_empty_input_has_no_audio()
    {
        var result = await Source().DecodeAsync(new MemoryStream(), TenSeconds, new AudioMeter(), CancellationToken.None);

        Assert.Equal("audio.no_audio", result.Error?.Code);
    }

    [Fact]
    public async Task A_playlist_does_not_make_ffmpeg_open_addresses_or_files()
    {
        var playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/passwd\n#EXTINF:4,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"u8.ToArray();

        var result = await Source().DecodeAsync(new MemoryStream(playlist), TenSeconds, new AudioMeter(), CancellationToken.None);

        Assert.NotNull(result.Error);
        Assert.Equal(TimeSpan.Zero, result.Decoded);
    }

    [Fact]
    public async Task A_stalled_input_ends_with_the_time_limit_and_keeps_what_came()
    {
        await using var encoded = new StallingStream((await TestAudio.BytesAsync(AudioVariant.Programme))[..64_000]);
        var meter = new AudioMeter();

        var result = await Source().DecodeAsync(encoded, TenSeconds with { Timeout = TimeSpan.FromSeconds(3) }, meter, CancellationToken.None);

        Assert.Equal("audio.timeout", result.Error?.Code);
        Assert.InRange(result.Decoded.TotalSeconds, 2, 4.1);
        Assert.Equal(result.Decoded, meter.Finish().Duration);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_said_to_have_broken()
    {
        await using var encoded = new BreakingStream((await TestAudio.BytesAsync(AudioVariant.Programme))[..64_000]);

        var result = await Source().DecodeAsync(encoded, TenSeconds, new AudioMeter(), CancellationToken.None);

        Assert.Equal("audio.input_failed", result.Error?.Code);
        Assert.Contains("connection reset", result.Error!.Message, StringComparison.Ordinal);
        Assert.InRange(result.Decoded.TotalSeconds, 3, 4.1);
    }

    [Fact]
    public async Task Cancellation_is_thrown_and_leaves_the_callers_stream_open()
    {
        await using var encoded = new StallingStream(await TestAudio.BytesAsync(AudioVariant.Programme));
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Source().DecodeAsync(encoded, TenSeconds with { Duration = null }, new AudioMeter(), cancel.Token));

        Assert.True(encoded.CanRead);
    }

    private static FfmpegPcmSource Source(string ffmpeg = "ffmpeg") => new(
        new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance),
        Microsoft.Extensions.Options.Options.Create(new MediaOptions { FfmpegPath = ffmpeg }));

    private static async Task<FileStream> OpenAsync(AudioVariant variant, AudioEncoding encoding) =>
        File.OpenRead(await TestAudio.FileAsync(variant, encoding));
}
