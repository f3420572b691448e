using System.IO.Compression;
using System.Text;

namespace Platform.Speech.Listening;

/// <summary>
/// Leaves out what an engine made up: text where it heard nothing itself, and loops, which is what language models fall into on noise and
/// silence. People repeat themselves too, in jingles, announcements and liturgy: a repetition goes only when something else speaks against
/// it. Language plays no part. On music, and of engines that do not invent text, nothing is touched.
/// </summary>
/// <param name="options">What is not believed.</param>
/// <param name="music">Whether it is music.</param>
/// <param name="invents">See <see cref="SpeechToTextCapabilities.InventsText"/>.</param>
internal sealed class SegmentCleaner(CleaningOptions options, bool music, bool invents)
{
    // As in OpenAI's whisper (transcribe.py, compression_ratio_threshold): bytes of the text by bytes of its zlib form.
    private const double MostCompression = 2.4;

    // Quick speech has about 15 letters a second, the fastest speakers some 25.
    private const double MostLettersPerSecond = 35;
    private const int FewestLetters = 6;
    private static readonly TimeSpan Overlap = TimeSpan.FromMilliseconds(100);

    private string _last = "";
    private int _times;
    private TimeSpan _end;

    /// <returns>The segment, perhaps shortened, or null and why.</returns>
    public (TranscriptSegment? Segment, string? Reason) Clean(TranscriptSegment segment)
    {
        if (!options.Enabled || music || !invents) return (segment, null);
        if (segment.NoSpeechProbability > options.NoSpeechProbability && segment.AverageLogProbability < options.LogProbability)
            return (null, "probably silence");

        var doubtful = IsDoubtful(segment);
        _end = segment.End;
        var clean = doubtful ? Repetitions.Shorten(segment, options.RepeatedWords) : segment;
        var text = Repetitions.Bare(clean.Text);
        _times = text == _last ? _times + 1 : 1;
        _last = text;
        return doubtful && _times >= options.RepeatedSegments ? (null, "the same text again, and doubtful") : (clean, null);
    }

    private bool IsDoubtful(TranscriptSegment segment) =>
        segment.NoSpeechProbability > options.NoSpeechProbability
        || segment.AverageLogProbability < options.LogProbability
        || segment.Start + Overlap < _end
        || IsTooFast(segment)
        || Compression(segment.Text) > MostCompression;

    private static bool IsTooFast(TranscriptSegment segment)
    {
        var letters = segment.Text.Count(char.IsLetterOrDigit);
        return letters >= FewestLetters && letters > MostLettersPerSecond * (segment.End - segment.Start).TotalSeconds;
    }

    private static double Compression(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(bytes);
        return (double)bytes.Length / packed.Length;
    }
}
