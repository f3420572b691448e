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
    public void The_same_sentence_again_and_again_is_kept_twice()
    {
        var cleaner = new SegmentCleaner(new CleaningOptions(), music: false);
        string[] said = ["Hello.", "Thank you.", "thank you", "Thank you!", "THANK YOU", "Bye.", "Thank you."];
        Assert.Equal(["Hello.", "Thank you.", "thank you", "Bye.", "Thank you."], said.Select(s => cleaner.Clean(Segment(s)).Segment?.Text).Where(t => t is not null));
    }

    [Theory]
    [InlineData("so so so so so so so so it goes", "so it goes")]
    [InlineData("well I think I think I think I think I think I think we know", "well I think we know")]
    [InlineData("no no no", "no no no")]
    [InlineData("ご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございました", "ご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございましたご視聴ありがとうございました")]
    [InlineData("あああああああああああああああああああああああああああああああ", "あ")]
    public void Loops_within_a_segment_are_cut_down_to_one(string heard, string kept) => Assert.Equal(kept, Clean(Segment(heard)).Segment?.Text);

    [Fact]
    public void Words_with_times_go_with_the_text()
    {
        var words = "yes yes yes yes yes yes right".Split(' ').Select((w, i) => new TranscriptWord(w, TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(i + 1), 0.5)).ToList();
        var clean = Clean(Segment("yes yes yes yes yes yes right") with { Words = words }).Segment!;
        Assert.Equal(["yes", "right"], clean.Words.Select(w => w.Text));
        Assert.Equal(6, clean.Words[1].Start.TotalSeconds);
    }

    [Fact]
    public void Choruses_are_left_alone_on_music()
    {
        var cleaner = new SegmentCleaner(new CleaningOptions(), music: true);
        var chorus = Segment("la la la la la la la la") with { NoSpeechProbability = 0.9, AverageLogProbability = -2 };
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Same(chorus, cleaner.Clean(chorus).Segment));
    }

    private static (TranscriptSegment? Segment, string? Reason) Clean(TranscriptSegment segment) => new SegmentCleaner(new CleaningOptions(), music: false).Clean(segment);

    private static TranscriptSegment Segment(string text) => new(TimeSpan.Zero, TimeSpan.FromSeconds(1), text);
}
