namespace Platform.Transcription.Tests.Preprocessing;

public sealed class ProbeTests
{
    [Fact]
    public async Task The_tracks_of_a_film_are_told_with_their_languages_and_a_name_says_nothing()
    {
        using var tools = new Tools();
        var film = tools.PathOf("film.mkv");
        await tools.RunAsync(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=64x64", "-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo:d=1", "-t", "1",
            "-map", "0", "-map", "1", "-map", "2", "-c:a", "flac", "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "title=Commentary", film);
        File.Move(film, tools.PathOf("x.txt"));
        var facts = (await tools.Probe.ProbeAsync(tools.PathOf("x.txt"), CancellationToken.None)).Value;
        Assert.True(facts.HasVideo);
        Assert.Equal(1, facts.Duration!.Value.TotalSeconds, 1);
        Assert.Equal([("flac", 44100, 1, "eng", null), ("flac", 48000, 2, null, "Commentary")], facts.Tracks.Select(t => (t.Codec, t.SampleRate, t.Channels, t.Language, t.Title)));

        var beyond = await tools.Preprocessor.OpenAsync(tools.PathOf("x.txt"), new(), new(), 2, CancellationToken.None);
        Assert.Equal("transcription.no_such_track", beyond.Error?.Code);
    }

    [Fact]
    public async Task What_is_no_recording_is_an_error_that_names_no_path()
    {
        using var tools = new Tools();
        await File.WriteAllTextAsync(tools.PathOf("empty.wav"), "");
        await File.WriteAllTextAsync(tools.PathOf("text.mp3"), "this is not a recording");
        await tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=64x64", tools.PathOf("mute.mp4"));
        foreach (var (file, code) in ((string, string)[])[("empty.wav", "transcription.audio_empty"), ("text.mp3", "transcription.audio_unreadable"), ("mute.mp4", "transcription.no_audio"), ("none.wav", "file.not_found")])
        {
            var error = (await tools.Preprocessor.OpenAsync(tools.PathOf(file), new(), new(), 0, CancellationToken.None)).Error;
            Assert.Equal(code, error?.Code);
            Assert.Contains(file, error!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(tools.Folder, error.Message, StringComparison.Ordinal);
        }
    }
}
