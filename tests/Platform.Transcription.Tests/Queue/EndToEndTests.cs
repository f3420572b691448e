using System.Net;
using System.Net.Http.Headers;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Queue;

/// <summary>From a file that is sent to words, with the real offline engine.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public async Task An_upload_becomes_words_and_subtitles()
    {
        await using var app = await TranscriptionApp.StartAsync();
        var audio = await Spoken.ShortAsync();
        var sent = await app.SubmitAsync(audio, ("preset", "draft-en"), ("name", "Morning news.wav"));
        var id = sent.GetProperty("id").GetString()!;
        var done = await app.UntilAsync(id, "completed");

        Assert.Equal(("pocketsphinx", "en", 1.0, 1), (done.GetProperty("engine").GetString(), done.GetProperty("language").GetString(), done.GetProperty("progress").GetDouble(), done.GetProperty("textVersion").GetInt32()));
        Assert.True(done.GetProperty("speed").GetDouble() > 0);
        var transcript = await app.GetJsonAsync($"/api/v1/transcriptions/{id}/transcript");
        var segments = transcript.GetProperty("segments").EnumerateArray().ToList();
        Assert.Contains("weather", string.Join(' ', segments.Select(s => s.GetProperty("text").GetString())), StringComparison.Ordinal);
        Assert.All(segments, s => Assert.True(s.GetProperty("start").GetDouble() < s.GetProperty("end").GetDouble()));
        Assert.Contains(segments.SelectMany(s => s.GetProperty("words").EnumerateArray()), w => w.GetProperty("confidence").GetDouble() is > 0 and <= 1);

        var srt = await app.Client.GetStringAsync(new Uri($"/api/v1/transcriptions/{id}/transcript?format=srt", UriKind.Relative));
        Assert.StartsWith("1\n00:00:0", srt, StringComparison.Ordinal);
        Assert.Contains(" --> ", srt, StringComparison.Ordinal);

        using var part = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/transcriptions/{id}/audio");
        part.Headers.Range = new RangeHeaderValue(0, 3);
        using var head = await app.Client.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, "RIFF"), (head.StatusCode, await head.Content.ReadAsStringAsync()));
        Assert.DoesNotContain(app.Folder, done.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_sound_is_refused_by_what_is_in_it_and_not_by_its_name()
    {
        await using var app = await TranscriptionApp.StartAsync();
        var fake = Path.Combine(app.Folder, "speech.mp3");
        await File.WriteAllTextAsync(fake, "These are words, but nobody says them.");
        using var refused = await app.TrySubmitAsync(fake);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("transcription.audio_unreadable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var renamed = Path.Combine(app.Folder, "speech.txt");
        File.Copy(await Spoken.ShortAsync(), renamed);
        using var taken = await app.TrySubmitAsync(renamed, ("preset", "draft-en"));
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(app.Folder, "transcription", "incoming")));
    }

    [Fact]
    public async Task Terms_that_cannot_be_met_are_refused_and_nothing_is_kept()
    {
        (string Field, string Value, string Said)[] wrong =
        [
            ("preset", "xl", "Available: auto, et-large, et-32, turbo"),
            ("language", "et", "speech.not_capable"),
            ("priority", "1000", "transcription.priority_invalid"),
            ("track", "1", "transcription.track_invalid"),
            ("formats", "doc", "request.invalid_parameter"),
        ];
        await using var app = await TranscriptionApp.StartAsync();
        foreach (var (field, value, said) in wrong)
        {
            (string, string)[] fields = field == "preset" ? [(field, value)] : [("preset", "draft-en"), (field, value)];
            using var refused = await app.TrySubmitAsync(await Spoken.ShortAsync(), fields);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(said, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(app.Folder, "transcription", "incoming")));
        Assert.Equal(0, (await app.GetJsonAsync("/api/v1/transcriptions/counts")).GetProperty("all").GetInt32());
    }
}
