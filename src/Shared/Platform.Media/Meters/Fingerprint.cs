using System.Numerics.Tensors;

namespace Platform.Media.Meters;

/// <summary>The centred frames of a <see cref="SpectralShape"/>, to be compared with themselves.</summary>
/// <param name="Levels">dB, <see cref="SpectralShape.Bands"/> per frame; all zero where nothing can be heard.</param>
/// <param name="Energies">Sum of the squares of all frames before each, and of all at the end.</param>
/// <param name="Audible">How many frames can be heard.</param>
internal sealed record Fingerprint(float[] Levels, double[] Energies, int Audible)
{
    public int Frames => Energies.Length - 1;

    /// <summary>How much the bands change from frame to frame, dB (RMS); a steady tone has about 0, speech 8 and more.</summary>
    public double ChangeDb => Audible == 0 ? 0 : Math.Sqrt(Energies[^1] / (Audible * (double)SpectralShape.Bands));

    /// <summary>How alike the audio is to itself so many frames later: 1 the same, 0 unrelated. What is silent here and heard there counts against it.</summary>
    public double Similarity(int lag)
    {
        if (lag <= 0 || lag >= Frames) return 0;
        var values = (Frames - lag) * SpectralShape.Bands;
        var product = (double)TensorPrimitives.Dot<float>(Levels.AsSpan(0, values), Levels.AsSpan(lag * SpectralShape.Bands, values));
        var scale = Math.Sqrt(Energies[Frames - lag] * (Energies[^1] - Energies[lag]));
        return scale > 0 ? product / scale : 0;
    }

    /// <summary>Share of the energy of what changes upwards that the loudest quarter of the frames holds: drums have nearly all of it.</summary>
    public double Burstiness()
    {
        var rises = new double[Frames];
        for (var frame = 0; frame < Frames; frame++)
        {
            var sum = TensorPrimitives.Sum<float>(Levels.AsSpan(frame * SpectralShape.Bands, SpectralShape.Bands)) / SpectralShape.Bands;
            rises[frame] = Math.Pow(10, sum / 10);
        }

        var total = rises.Sum();
        return total > 0 ? rises.OrderDescending().Take(Math.Max(1, Frames / 4)).Sum() / total : 0;
    }
}
