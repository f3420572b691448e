namespace Platform.Media.Meters;

/// <summary>
/// Loudness values above the absolute gate of -70 LUFS, in classes of 0.05 LU that keep their count and their energy: memory
/// is constant for any length of audio, and gated means stay exact but for the one class that a gate cuts through.
/// </summary>
internal sealed class LoudnessHistogram
{
    private const double Floor = -70;
    private const double Ceiling = 10;
    private const int ClassesPerLu = 20;
    private readonly int[] _counts = new int[(int)(Ceiling - Floor) * ClassesPerLu];
    private readonly double[] _energies = new double[(int)(Ceiling - Floor) * ClassesPerLu];

    public static double? Loudness(double energy) => energy > 0 ? -0.691 + (10 * Math.Log10(energy)) : null;

    public void Add(double energy)
    {
        if (Loudness(energy) is not { } loudness || loudness < Floor) return;
        var index = ClassOf(loudness);
        _counts[index]++;
        _energies[index] += energy;
    }

    /// <summary>Mean loudness of what is above the relative gate, which lies <paramref name="below"/> LU under the ungated mean.</summary>
    public double? GatedMean(double below) => Gate(below) is { } gate ? Loudness(MeanFrom(gate)) : null;

    /// <summary>Width between two percentiles of what is above the relative gate, in LU.</summary>
    public double? Range(double below, double low, double high)
    {
        if (Gate(below) is not { } gate) return null;
        long total = 0;
        for (var i = gate; i < _counts.Length; i++) total += _counts[i];
        return total == 0 ? null : Percentile(gate, total, high) - Percentile(gate, total, low);
    }

    private int? Gate(double below)
    {
        if (Loudness(MeanFrom(0)) is not { } mean) return null;
        return ClassOf(Math.Max(Floor, mean - below));
    }

    private double MeanFrom(int first)
    {
        long count = 0;
        var energy = 0.0;
        for (var i = first; i < _counts.Length; i++)
        {
            count += _counts[i];
            energy += _energies[i];
        }

        return count == 0 ? 0 : energy / count;
    }

    private double Percentile(int first, long total, double share)
    {
        var rank = (long)Math.Round((total - 1) * share);
        var i = first;
        for (; rank >= _counts[i]; i++) rank -= _counts[i];
        return Floor + ((i + 0.5) / ClassesPerLu);
    }

    private int ClassOf(double loudness) => Math.Clamp((int)((loudness - Floor) * ClassesPerLu), 0, _counts.Length - 1);
}
