namespace Platform.Speech.Listening;

/// <summary>
/// Leaves out what an engine made up: text where it heard nothing itself, and loops, which is what the models fall into on noise and
/// silence. Language plays no part. On music nothing is touched.
/// </summary>
internal sealed class SegmentCleaner(CleaningOptions options, bool music)
{
    private string _last = "";
    private int _times;

    /// <returns>The segment, perhaps shortened, or null and why.</returns>
    public (TranscriptSegment? Segment, string? Reason) Clean(TranscriptSegment segment)
    {
        if (!options.Enabled || music) return (segment, null);
        if (segment.NoSpeechProbability > options.NoSpeechProbability && segment.AverageLogProbability < options.LogProbability)
            return (null, "probably silence");

        var clean = Repetitions.Shorten(segment, options.RepeatedWords);
        var text = Repetitions.Bare(clean.Text);
        _times = text == _last ? _times + 1 : 1;
        _last = text;
        return _times >= options.RepeatedSegments ? (null, "the same text again") : (clean, null);
    }
}
