using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Players;
using Platform.Media.Tools;
using Platform.Testing.Audio;

namespace Platform.Media.Tests.Players;

/// <summary>Real libVLC in real worker processes.</summary>
public sealed class StreamPlayerTests
{
    private static readonly PlayerCommand Worker = new([Environment.ProcessPath!, typeof(StreamPlayerTests).Assembly.Location, PlayerHost.Verb]);

    [Fact]
    public async Task Every_codec_is_played_for_as_long_as_asked()
    {
        var encodings = Enum.GetValues<AudioEncoding>();
        using var player = Player(atOnce: encodings.Length);
        var all = await Task.WhenAll(encodings.Select(async encoding =>
        {
            using var audio = new MemoryStream(await TestAudio.BytesAsync(AudioVariant.Programme, encoding));
            return (encoding, result: await player.PlayAsync(audio, Request(2), Task.CompletedTask, CancellationToken.None));
        }));

        foreach (var (encoding, result) in all)
        {
            Assert.True(result.Measured is not null, $"{encoding}: {result.Problem} {result.Skipped}");
            Assert.Equal((PlayerEnd.Played, 2.0), (result.Measured.End, Math.Round(result.Measured.PlayedSeconds, 1)));
            Assert.InRange(result.Measured.FirstAudioMs!.Value, 1, 30_000);
            Assert.InRange(result.Measured.DecodedBuffers, 20, 10_000);
        }
    }

    [Fact]
    public async Task A_short_file_is_played_to_its_end()
    {
        using var player = Player();
        var bytes = await TestAudio.BytesAsync(AudioVariant.Programme);
        using var audio = new MemoryStream(bytes, 0, 32_000);
        var result = await player.PlayAsync(audio, Request(20), Task.CompletedTask, CancellationToken.None);

        Assert.Equal(PlayerEnd.Played, result.Measured!.End);
        Assert.InRange(result.Measured.PlayedSeconds, 1.5, 2.1);
        Assert.Equal(0, result.Measured.BufferingEvents);
    }

    [Fact]
    public async Task What_is_no_audio_is_not_played()
    {
        using var player = Player();
        var noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        using var audio = new MemoryStream(noise);
        var result = await player.PlayAsync(audio, Request(2) with { Wait = TimeSpan.FromSeconds(5) }, Task.CompletedTask, CancellationToken.None);

        Assert.Contains(result.Measured!.End, new[] { PlayerEnd.Failed, PlayerEnd.NoAudio });
        Assert.Null(result.Measured.FirstAudioMs);
    }

    [Theory]
    [InlineData("cat > /dev/null & kill -SEGV $$", "The player crashed")]
    [InlineData("exec sleep 600", "The player hung")]
    [InlineData("echo hello", "The player ended without an answer")]
    [InlineData("exit 3", "The player could not run")]
    public async Task A_player_process_that_goes_wrong_is_an_answer(string script, string problem)
    {
        using var audio = new MemoryStream(await TestAudio.BytesAsync(AudioVariant.Programme));
        var clock = new Platform.Testing.FakeTimeProvider();
        using var hurried = new StreamPlayer(new ExternalTool(clock, NullLogger<ExternalTool>.Instance), Options(1), new PlayerCommand(["/bin/sh", "-c", script]));
        var playing = hurried.PlayAsync(audio, Request(1), Task.CompletedTask, CancellationToken.None);
        while (await Task.WhenAny(playing, Task.Delay(200)) != playing) clock.Advance(TimeSpan.FromMinutes(1));

        var result = await playing;
        Assert.Null(result.Measured);
        Assert.StartsWith(problem, result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_play_at_once_than_allowed_and_who_gets_no_player_is_skipped()
    {
        using var player = Player(atOnce: 1, command: new PlayerCommand(["/bin/sh", "-c", "cat > /dev/null; echo player.end=Played"]));
        using var endless = new Blocking();
        var first = player.PlayAsync(endless, Request(1), Task.CompletedTask, CancellationToken.None);
        await endless.Started;
        using var audio = new MemoryStream([1, 2, 3]);
        var second = await player.PlayAsync(audio, Request(1), Task.CompletedTask, CancellationToken.None);
        Assert.StartsWith("1 other player tests", second.Skipped, StringComparison.Ordinal);

        // One that may wait gets the seat of the first.
        var third = player.PlayAsync(audio, Request(1), Task.Delay(Timeout.Infinite), CancellationToken.None);
        Assert.False(third.IsCompleted);
        endless.End();
        Assert.Equal(PlayerEnd.Played, (await first).Measured!.End);
        Assert.Equal(PlayerEnd.Played, (await third).Measured!.End);
    }

    [Fact]
    public async Task Switched_off_or_outside_the_platforms_program_it_is_skipped_with_the_reason()
    {
        using var audio = new MemoryStream([1]);
        using var off = Player(atOnce: 0);
        using var elsewhere = Player(command: new PlayerCommand([]));

        Assert.Contains("switched off", (await off.PlayAsync(audio, Request(1), Task.CompletedTask, CancellationToken.None)).Skipped, StringComparison.Ordinal);
        Assert.Contains("own program", (await elsewhere.PlayAsync(audio, Request(1), Task.CompletedTask, CancellationToken.None)).Skipped, StringComparison.Ordinal);
        Assert.Empty(PlayerCommand.OfThisProcess().Words);
    }

    private static PlayerRequest Request(double seconds) => new() { Duration = TimeSpan.FromSeconds(seconds), Wait = TimeSpan.FromSeconds(60) };

    private static Microsoft.Extensions.Options.IOptions<MediaOptions> Options(int atOnce) => Microsoft.Extensions.Options.Options.Create(new MediaOptions { PlayersAtOnce = atOnce });

    private static StreamPlayer Player(int atOnce = 2, PlayerCommand? command = null) =>
        new(new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance), Options(atOnce), command ?? Worker);

    private sealed class Blocking : MemoryStream
    {
        private readonly TaskCompletionSource _started = new(), _end = new();

        public Task Started => _started.Task;

        public void End() => _end.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _started.TrySetResult();
            await _end.Task.WaitAsync(cancellationToken);
            return 0;
        }
    }
}
