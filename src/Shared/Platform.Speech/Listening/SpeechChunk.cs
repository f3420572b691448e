namespace Platform.Speech.Listening;

/// <summary>Speech with the silence cut out, as an engine gets it, and where each part of it was.</summary>
internal sealed class SpeechChunk
{
    // A pause between stretches, so that they are not heard as one.
    private const int Gap = SpeechAudio.SampleRate / 5;

    private readonly List<Piece> _pieces = [];
    private readonly List<float> _samples = [];

    /// <param name="At">Place in the chunk, in samples.</param>
    /// <param name="Start">Place in the audio, in samples.</param>
    /// <param name="Length">In samples.</param>
    private readonly record struct Piece(int At, long Start, int Length);

    public ReadOnlyMemory<float> Samples => _samples.ToArray();

    public TimeSpan Start => SpeechAudio.ToTime(_pieces[0].Start);

    public TimeSpan End => SpeechAudio.ToTime(_pieces[^1].Start + _pieces[^1].Length);

    /// <summary>Speech in it.</summary>
    public TimeSpan Speech => SpeechAudio.ToTime(_pieces.Sum(p => (long)p.Length));

    public int Length => _samples.Count;

    /// <param name="start">Place in the audio, in samples.</param>
    /// <param name="samples">The stretch.</param>
    public void Add(long start, ReadOnlySpan<float> samples)
    {
        if (_pieces.Count > 0) _samples.AddRange(new float[Gap]);
        _pieces.Add(new Piece(_samples.Count, start, samples.Length));
        _samples.AddRange(samples);
    }

    /// <summary>How long it would be with another stretch.</summary>
    public int LengthWith(int samples) => Length + samples + (_pieces.Count > 0 ? Gap : 0);

    /// <summary>
    /// Where in the audio a stretch of the chunk was. What reaches over a cut belongs to the piece in which it mostly lies, so that no
    /// word is stretched over the silence between two.
    /// </summary>
    /// <param name="from">Seconds in the chunk.</param>
    /// <param name="to">Seconds in the chunk.</param>
    public (TimeSpan Start, TimeSpan End) Word(double from, double to)
    {
        var (first, last) = (Index(from), Index(to));
        var piece = Overlap(_pieces[first], from, to) >= Overlap(_pieces[last], from, to) ? _pieces[first] : _pieces[last];
        return (Place(piece, from), Place(piece, to));
    }

    /// <summary>Where in the audio a stretch of the chunk was, over cuts.</summary>
    /// <inheritdoc cref="Word"/>
    public (TimeSpan Start, TimeSpan End) Segment(double from, double to)
    {
        var (first, last) = (_pieces[Index(from)], _pieces[Index(to)]);

        // One that begins in the gap begins with the next piece.
        var start = from * SpeechAudio.SampleRate >= first.At + first.Length && Index(from) + 1 < _pieces.Count ? _pieces[Index(from) + 1] : first;
        return (Place(start, from), Place(last, to));
    }

    private static double Overlap(Piece piece, double from, double to) =>
        Math.Min(to * SpeechAudio.SampleRate, piece.At + piece.Length) - Math.Max(from * SpeechAudio.SampleRate, piece.At);

    private static TimeSpan Place(Piece piece, double seconds) =>
        SpeechAudio.ToTime(piece.Start + Math.Clamp((long)Math.Round(seconds * SpeechAudio.SampleRate) - piece.At, 0, piece.Length));

    private int Index(double seconds)
    {
        var index = _pieces.FindLastIndex(p => p.At <= seconds * SpeechAudio.SampleRate);
        return Math.Max(0, index);
    }
}
