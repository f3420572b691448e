using System.Globalization;
using Platform.Kernel.Results;
using Platform.Speech;

namespace Platform.Transcription.Variants.Reports;

/// <summary>A stretch of a recording that a report looks at.</summary>
/// <param name="Name"><c>far_speaker</c>, <c>silence</c>.</param>
/// <param name="Start">From the beginning.</param>
/// <param name="End">Later than <paramref name="Start"/>.</param>
internal sealed record TimeRange(string Name, TimeSpan Start, TimeSpan End)
{
    // stt-faster's: what overlaps less has been cut into the range by chance.
    private static readonly TimeSpan LeastOverlap = TimeSpan.FromSeconds(3);
    private const double LeastShare = 0.2;

    public TimeSpan Length => End - Start;

    /// <summary>Reads <c>20-60</c>, in seconds.</summary>
    public static Result<TimeRange> Parse(string name, string text) =>
        text.Split('-', StringSplitOptions.TrimEntries) is [var from, var to] && Seconds(from) is { } start && Seconds(to) is { } end && end > start
            ? new TimeRange(name, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end))
            : Error.InvalidField(name, "transcription.range_invalid", $"The range '{text}' is not of the form 20-60, in seconds.");

    public TimeSpan Overlap(TranscriptSegment segment)
    {
        var (from, to) = (segment.Start > Start ? segment.Start : Start, segment.End < End ? segment.End : End);
        return to > from ? to - from : TimeSpan.Zero;
    }

    /// <summary>Segments that overlap by three seconds, or by a fifth of the range.</summary>
    public IReadOnlyList<TranscriptSegment> In(IEnumerable<TranscriptSegment> segments) =>
        [.. segments.Where(s => Overlap(s) is var overlap && overlap > TimeSpan.Zero && (overlap >= LeastOverlap || overlap >= Length * LeastShare))];

    private static double? Seconds(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 10_000_000 ? seconds : null;
}

/// <summary>What a variant heard in a range.</summary>
internal sealed record RangeFigures
{
    public required IReadOnlyList<TranscriptSegment> Segments { get; init; }

    /// <summary>How much of the range they cover.</summary>
    public required TimeSpan Coverage { get; init; }

    public required int Words { get; init; }

    public required int DifferentWords { get; init; }

    /// <summary>Whether words are counted by their own times; otherwise whole segments count.</summary>
    public required bool Exact { get; init; }

    public static RangeFigures Of(TimeRange range, IEnumerable<TranscriptSegment> all)
    {
        var segments = range.In(all);
        var words = segments.SelectMany(s => s.Words.Count > 0
            ? s.Words.Where(w => w.Start < range.End && w.End > range.Start).SelectMany(w => EditDistance.Words(w.Text))
            : EditDistance.Words(s.Text)).ToList();
        return new RangeFigures
        {
            Segments = segments,
            Coverage = segments.Aggregate(TimeSpan.Zero, (sum, s) => sum + range.Overlap(s)),
            Words = words.Count,
            DifferentWords = words.Distinct().Count(),
            Exact = segments.All(s => s.Words.Count > 0),
        };
    }
}
