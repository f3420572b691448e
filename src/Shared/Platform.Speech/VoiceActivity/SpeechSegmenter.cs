namespace Platform.Speech.VoiceActivity;

/// <summary>A stretch of the audio, in samples from its beginning.</summary>
internal readonly record struct SampleRegion(long Start, long End);

/// <summary>Makes stretches of speech of the likelihood of each moment: with hysteresis, over short pauses, padded, and never too long.</summary>
/// <param name="options">Thresholds and times.</param>
/// <param name="start">Position of the first frame, in samples.</param>
internal sealed class SpeechSegmenter(VoiceOptions options, long start)
{
    // Speech goes on until it is clearly none, as Silero's own code has it.
    private const double Hysteresis = 0.15;

    private readonly List<float> _open = [];
    private readonly int _most = Math.Max(2, (int)(options.MaxSpeechSeconds * SpeechAudio.SampleRate / VoiceBlocks.Frame) - (2 * Frames(options.SpeechPadMs)));
    private readonly int _minSilence = Math.Max(1, Frames(options.MinSilenceMs));
    private readonly int _minSpeech = Frames(options.MinSpeechMs);
    private readonly int _pad = Math.Min(Frames(options.SpeechPadMs), Math.Max(1, Frames(options.MinSilenceMs)) / 2);
    private long _frame;
    private long _begun = -1;
    private long _quietSince = -1;
    private long _lastEnd;
    private bool _joined;

    /// <summary>Position before which nothing will be asked for, in samples.</summary>
    public long Pending => ToSample(Math.Max(_lastEnd, (_begun >= 0 ? _begun : _frame) - _pad));

    /// <summary>The stretches that these frames complete.</summary>
    public IEnumerable<SampleRegion> Add(IReadOnlyList<float> scores)
    {
        foreach (var score in scores)
        {
            if (Step(score) is { } region) yield return region;
            _frame++;
        }
    }

    /// <summary>The stretch that the end of the audio completes.</summary>
    /// <param name="end">Position after the last sample.</param>
    public IEnumerable<SampleRegion> End(long end)
    {
        if (_begun >= 0 && Close(_quietSince >= 0 ? _quietSince : _frame) is { } region)
            yield return region with { End = Math.Min(region.End, end) };
    }

    private SampleRegion? Step(float score)
    {
        if (_begun < 0)
        {
            if (score < options.Threshold) return null;
            _begun = _frame;
            _open.Clear();
        }

        _open.Add(score);
        if (score >= options.Threshold) _quietSince = -1;
        else if (_quietSince < 0 && score < options.Threshold - Hysteresis) _quietSince = _frame;

        if (_quietSince >= 0 && _frame + 1 - _quietSince >= _minSilence) return Close(_quietSince);
        return _open.Count >= _most ? Cut() : null;
    }

    private SampleRegion? Close(long end)
    {
        var (begun, joined) = (_begun, _joined);
        (_begun, _quietSince, _joined) = (-1, -1, false);
        if (!joined && end - begun < _minSpeech) return null;
        return Region(joined ? begun : Math.Max(_lastEnd, begun - _pad), end + _pad);
    }

    /// <summary>It is long enough: ends it at the quietest moment of its second half and goes on from there.</summary>
    private SampleRegion Cut()
    {
        const int around = 3;
        var (best, least) = (_open.Count - 1, double.MaxValue);
        for (var i = Math.Max(around, _open.Count / 2); i < _open.Count - around; i++)
        {
            var sum = 0.0;
            for (var k = i - around; k <= i + around; k++) sum += _open[k];
            if (sum < least) (best, least) = (i, sum);
        }

        var (begun, cut, joined) = (_begun, _begun + best, _joined);
        _open.RemoveRange(0, best);
        (_begun, _joined) = (cut, true);
        if (_quietSince >= 0 && _quietSince < cut) _quietSince = cut;
        return Region(joined ? begun : Math.Max(_lastEnd, begun - _pad), cut);
    }

    private SampleRegion Region(long from, long to)
    {
        _lastEnd = to;
        return new SampleRegion(ToSample(from), ToSample(to));
    }

    private long ToSample(long frame) => start + (Math.Max(0, frame) * VoiceBlocks.Frame);

    private static int Frames(int milliseconds) => milliseconds * (SpeechAudio.SampleRate / 1000) / VoiceBlocks.Frame;
}
