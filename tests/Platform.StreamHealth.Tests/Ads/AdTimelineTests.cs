using Platform.StreamHealth.Checks.Ads;

namespace Platform.StreamHealth.Tests.Ads;

public sealed class AdTimelineTests
{
    private static readonly TimeSpan End = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    private static ProgrammeMoment Title(double at, string title, bool ad) => new(TimeSpan.FromSeconds(at), title, ad);

    private static CueMarker Out(double at, double? length = null) => new(TimeSpan.FromSeconds(at), true, length is { } l ? TimeSpan.FromSeconds(l) : null, "#EXT-X-CUE-OUT");

    private static CueMarker In(double at) => new(TimeSpan.FromSeconds(at), false, null, "#EXT-X-CUE-IN");

    private static (double Start, double End)[] Breaks(ProgrammeMoment[] moments, params CueMarker[] cues) =>
        [.. AdTimeline.Breaks(moments, cues, End, Shortest).Select(b => (b.Start.TotalSeconds, b.End.TotalSeconds))];

    [Fact]
    public void Spots_in_a_row_are_one_break() =>
        Assert.Equal([(4, 12)], Breaks([Title(0, "Music", false), Title(4, "Spot 1", true), Title(8, "Spot 2", true), Title(12, "Music", false)]));

    [Fact]
    public void A_break_counts_from_five_seconds()
    {
        Assert.Equal([(0, 5)], Breaks([Title(0, "Ad", true), Title(5, "Music", false)]));
        Assert.Empty(Breaks([Title(0, "Ad", true), Title(4.9, "Music", false)]));
    }

    [Fact]
    public void An_open_break_is_closed_at_the_end() => Assert.Equal([(20, 30)], Breaks([Title(0, "Music", false), Title(20, "Ad", true)]));

    [Fact]
    public void Cues_of_a_playlist_make_breaks()
    {
        Assert.Equal([(6, 18)], Breaks([], Out(6), In(18)));
        Assert.Equal([(6, 30)], Breaks([], Out(6)));
        Assert.Equal([(6, 16)], Breaks([], Out(6, length: 10)));
        Assert.Equal([(0, 14)], Breaks([], Out(0, length: 14), Out(6, length: 8), In(14)));
        Assert.Equal([(2, 8), (20, 26)], Breaks([], Out(2, 6), In(8), Out(20, 6), In(26)));
    }

    [Fact]
    public void What_titles_and_cues_say_of_the_same_break_is_one_break() =>
        Assert.Equal([(5, 16)], Breaks([Title(0, "Music", false), Title(5, "Werbung", true), Title(15, "Music", false)], Out(6), In(16)));

    [Theory]
    [InlineData("Commercial break", true)]
    [InlineData("AD_BREAK_START", true)]
    [InlineData("station - ad  break", true)]
    [InlineData("(promo)", true)]
    [InlineData("SPOT: Möbel Müller", true)]
    [InlineData("Radio One", false)]
    [InlineData("Adele - Hello", false)]
    [InlineData("The Promoters - Spotlight", false)]
    [InlineData("Loading ...", false)]
    [InlineData("Brad Mehldau", false)]
    [InlineData("", false)]
    public void Patterns_are_whole_words(string title, bool ad) => Assert.Equal(ad, new AdPatterns(new AdOptions().TitlePatterns).Match(title));

    [Fact]
    public void An_empty_list_matches_nothing_and_signs_are_taken_literally()
    {
        Assert.False(new AdPatterns(" , ").Match("ad"));
        Assert.True(new AdPatterns("Werbung (lokal), a.d").Match("Jetzt: werbung (Lokal)"));
        Assert.False(new AdPatterns("a.d").Match("and"));
    }
}
