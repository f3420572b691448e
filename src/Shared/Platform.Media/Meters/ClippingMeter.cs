using System.Numerics;

namespace Platform.Media.Meters;

/// <summary>Counts the samples of one channel at or above the clipping level, and the runs of them.</summary>
internal sealed class ClippingMeter(float level)
{
    private int _run;

    public long Count { get; private set; }

    public int LongestRun { get; private set; }

    /// <summary>Runs of at least <see cref="ClippingMeasurement.RunSamples"/>.</summary>
    public int Runs { get; private set; }

    /// <param name="block">The samples.</param>
    /// <param name="peak">Their largest magnitude: below the level there is nothing to look for.</param>
    public void Add(ReadOnlySpan<float> block, float peak)
    {
        if (peak < level)
        {
            _run = 0;
            return;
        }

        var limit = new Vector<float>(level);
        var i = 0;
        for (; i <= block.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            if (Vector.GreaterThanOrEqualAny(Vector.Abs(new Vector<float>(block[i..])), limit)) Look(block.Slice(i, Vector<float>.Count));
            else _run = 0;
        }

        Look(block[i..]);
    }

    private void Look(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            if (MathF.Abs(sample) < level)
            {
                _run = 0;
                continue;
            }

            Count++;
            LongestRun = Math.Max(LongestRun, ++_run);
            if (_run == ClippingMeasurement.RunSamples) Runs++;
        }
    }
}
