using System.Runtime.InteropServices;

namespace Platform.Speech.Listening;

/// <summary>The part of the audio that may still be asked for. Positions count samples from the beginning of the audio.</summary>
/// <param name="start">Position of the first sample that will be added.</param>
internal sealed class SampleWindow(long start)
{
    private readonly List<float> _samples = [];
    private long _start = start;

    /// <summary>Position after the last sample.</summary>
    public long End => _start + _samples.Count;

    public void Add(ReadOnlySpan<float> samples) => _samples.AddRange(samples);

    /// <summary>The samples between two positions, as far as they are there; valid until something is added or dropped.</summary>
    public ReadOnlySpan<float> Between(long from, long to)
    {
        var (first, last) = ((int)Math.Clamp(from - _start, 0, _samples.Count), (int)Math.Clamp(to - _start, 0, _samples.Count));
        return CollectionsMarshal.AsSpan(_samples)[first..Math.Max(first, last)];
    }

    /// <summary>Forgets what is before a position.</summary>
    public void DropBefore(long position)
    {
        var count = (int)Math.Clamp(position - _start, 0, _samples.Count);
        _samples.RemoveRange(0, count);
        _start += count;
    }
}
