using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Tests.VoiceActivity;

/// <summary>Scores in, stretches of speech out.</summary>
public sealed class SegmenterTests
{
    private const double Frame = (double)VoiceBlocks.Frame / SpeechAudio.SampleRate;
    private static readonly VoiceOptions Options = new() { Threshold = 0.5, MinSpeechMs = 200, MinSilenceMs = 700, SpeechPadMs = 200 };

    [Fact]
    public void Silence_is_no_speech() => Assert.Empty(Cut(Options, (0, 60)));

    [Fact]
    public void A_sentence_is_one_stretch_with_a_little_around_it()
    {
        var region = Assert.Single(Cut(Options, (0, 10), (1, 3), (0, 10)));
        Assert.InRange(region.Start, 9.7, 9.9);
        Assert.InRange(region.End, 13.1, 13.3);
    }

    [Fact]
    public void A_short_pause_does_not_end_speech_and_a_long_one_does()
    {
        Assert.Single(Cut(Options, (0, 1), (1, 2), (0, 0.5), (1, 2), (0, 2)));
        Assert.Equal(2, Cut(Options, (0, 1), (1, 2), (0, 0.9), (1, 2), (0, 2)).Count);
    }

    [Fact]
    public void A_click_is_no_speech() => Assert.Empty(Cut(Options, (0, 1), (1, 0.1), (0, 2)));

    [Fact]
    public void Hysteresis_carries_speech_over_a_weak_moment() => Assert.Single(Cut(Options, (0, 1), (1, 1), (0.4f, 3), (1, 1), (0, 2)));

    [Fact]
    public void Speech_without_end_is_cut_at_its_quietest_moment_and_loses_nothing()
    {
        var regions = Cut(Options with { MaxSpeechSeconds = 20 }, (0, 1), (1, 14), (0.6f, 0.3), (1, 60), (0, 2));
        Assert.InRange(regions[0].End, 14.9, 15.4);
        Assert.All(regions, r => Assert.InRange(r.End - r.Start, 0.1, 20));
        Assert.All(regions.Zip(regions.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.InRange(regions[^1].End, 75.3, 75.8);
    }

    [Fact]
    public void Stretches_never_overlap_whatever_the_padding()
    {
        var regions = Cut(Options with { MinSilenceMs = 100, SpeechPadMs = 2_000 }, [.. Enumerable.Range(0, 40).Select(i => ((float)(i % 2), 0.5))]);
        Assert.Equal(20, regions.Count);
        Assert.All(regions.Zip(regions.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    [Fact]
    public void What_is_open_at_the_end_is_closed_there()
    {
        var region = Assert.Single(Cut(Options, (0, 1), (1, 3)));
        Assert.InRange(region.End, 3.9, 4.0001);
    }

    private static List<(double Start, double End)> Cut(VoiceOptions options, params (float Score, double Seconds)[] parts)
    {
        var scores = parts.SelectMany(p => Enumerable.Repeat(p.Score, (int)Math.Round(p.Seconds / Frame))).ToArray();
        var segmenter = new SpeechSegmenter(options, 0);
        var regions = new List<SampleRegion>();
        foreach (var block in scores.Chunk(100)) regions.AddRange(segmenter.Add(block));
        regions.AddRange(segmenter.End(scores.Length * (long)VoiceBlocks.Frame));
        return [.. regions.Select(r => ((double)r.Start / SpeechAudio.SampleRate, (double)r.End / SpeechAudio.SampleRate))];
    }
}
