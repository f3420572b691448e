using Platform.Speech.Listening;

namespace Platform.Speech.Tests.Listening;

/// <summary>What engines make up, in the forms users report.</summary>
public sealed class CleanerTests
{
    [Fact]
    public void Text_over_silence_is_dropped_only_when_both_signs_say_so()
    {
        Assert.Null(Clean(Segment("Thanks for watching!") with { NoSpeechProbability = 0.9, AverageLogProbability = -1.4 }).Segment);
        Assert.NotNull(Clean(Segment("Thanks for watching!") with { NoSpeechProbability = 0.9, AverageLogProbability = -0.3 }).Segment);
        Assert.NotNull(Clean(Segment("Thanks for watching!") with { NoSpeechProbability = 0.1, AverageLogProbability = -1.4 }).Segment);
        Assert.NotNull(Clean(Segment("An engine without figures")).Segment);
    }

    [Fact]
    public void The_same_sentence_again_and_again_is_kept_twice_where_it_is_doubtful()
    {
        var cleaner = new SegmentCleaner(new CleaningOptions(), music: false, invents: true);
        string[] said = ["Hello.", "Thank you.", "thank you", "Thank you!", "THANK YOU", "Bye.", "Thank you."];
        var heard = said.Select((s, i) => Segment(s, at: 2 * i) with { AverageLogProbability = -1.2 });
        Assert.Equal(["Hello.", "Thank you.", "thank you", "Bye.", "Thank you."], heard.Select(s => cleaner.Clean(s).Segment?.Text).Where(t => t is not null));
    }

    [Theory]
    [InlineData(2.0, 1.5, -0.3, 0.1, true)] // a jingle, a litany: clear, in its own time
    [InlineData(2.0, 1.5, null, null, true)] // by an engine without figures
    [InlineData(2.0, 1.5, -1.2, 0.1, false)] // it was not sure of the words
    [InlineData(2.0, 1.5, -0.3, 0.8, false)] // it heard no speech
    [InlineData(2.0, 0.2, -0.3, 0.1, false)] // nobody says it that fast
    [InlineData(1.0, 1.5, -0.3, 0.1, false)] // two at a time
    public void A_repetition_is_believed_unless_something_else_speaks_against_it(double every, double lasts, double? probability, double? noSpeech, bool believed)
    {
        var cleaner = new SegmentCleaner(new CleaningOptions(), music: false, invents: true);
        var heard = Enumerable.Range(0, 6).Select(n => cleaner.Clean(new TranscriptSegment(TimeSpan.FromSeconds(n * every), TimeSpan.FromSeconds((n * every) + lasts), "Lord have mercy.")
        {
            AverageLogProbability = probability,
            NoSpeechProbability = noSpeech,
        }));
        Assert.Equal(believed ? 6 : 2, heard.Count(h => h.Segment is not null));
    }

    [Fact]
    public void An_engine_that_invents_nothing_is_believed_whatever_it_repeats()
    {
        var cleaner = new SegmentCleaner(new CleaningOptions(), music: false, invents: false);
        var doubtful = Segment("so so so so so so so so it goes") with { NoSpeechProbability = 0.9, AverageLogProbability = -2 };
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Same(doubtful, cleaner.Clean(doubtful).Segment));
    }

    [Fact]
    public void With_the_switch_off_nothing_is_touched()
    {
        var cleaner = new SegmentCleaner(new CleaningOptions { Enabled = false }, music: false, invents: true);
        var doubtful = Segment("so so so so so so so so it goes") with { NoSpeechProbability = 0.9, AverageLogProbability = -2 };
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Same(doubtful, cleaner.Clean(doubtful).Segment));
    }

    [Theory]
    [InlineData("so so so so so so so so it goes", "so it goes")]
    [InlineData("well I think I think I think I think I think I think we know", "well I think we know")]
    [InlineData("no no no", "no no no")]
    [InlineData("ご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございました", "ご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございました")]
    [InlineData("あああああああああああああああああああああああああああああああ", "あ")]
    public void Loops_within_a_doubtful_segment_are_cut_down_to_one(string heard, string kept) =>
        Assert.Equal(kept, Clean(Segment(heard) with { AverageLogProbability = -1.2 }).Segment?.Text);

    [Fact]
    public void A_loop_is_doubtful_by_itself_once_it_is_long()
    {
        var loop = string.Join(' ', Enumerable.Repeat("thank you for watching", 12));
        Assert.Equal("thank you for watching", Clean(new TranscriptSegment(TimeSpan.Zero, TimeSpan.FromSeconds(29), loop) { AverageLogProbability = -0.2 }).Segment?.Text);
        const string litany = "Kyrie eleison, Kyrie eleison, Kyrie eleison, Christe eleison, Kyrie eleison";
        Assert.Equal(litany, Clean(new TranscriptSegment(TimeSpan.Zero, TimeSpan.FromSeconds(15), litany) { AverageLogProbability = -0.2 }).Segment?.Text);
    }

    [Fact]
    public void Words_with_times_go_with_the_text()
    {
        var words = "yes yes yes yes yes yes right".Split(' ').Select((w, i) => new TranscriptWord(w, TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(i + 1), 0.5)).ToList();
        var clean = Clean(Segment("yes yes yes yes yes yes right") with { Words = words, NoSpeechProbability = 0.7 }).Segment!;
        Assert.Equal(["yes", "right"], clean.Words.Select(w => w.Text));
        Assert.Equal(6, clean.Words[1].Start.TotalSeconds);
    }

    [Fact]
    public void Choruses_are_left_alone_on_music()
    {
        var cleaner = new SegmentCleaner(new CleaningOptions(), music: true, invents: true);
        var chorus = Segment("la la la la la la la la") with { NoSpeechProbability = 0.9, AverageLogProbability = -2 };
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Same(chorus, cleaner.Clean(chorus).Segment));
    }

    private static (TranscriptSegment? Segment, string? Reason) Clean(TranscriptSegment segment) => new SegmentCleaner(new CleaningOptions(), music: false, invents: true).Clean(segment);

    private static TranscriptSegment Segment(string text, double at = 0) => new(TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at + 1), text);
}
