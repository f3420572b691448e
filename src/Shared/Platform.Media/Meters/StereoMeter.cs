using System.Numerics.Tensors;

namespace Platform.Media.Meters;

/// <summary>Relates two channels.</summary>
internal sealed class StereoMeter
{
    private const double AntiPhaseCorrelation = -0.8;

    // A channel this much weaker than the other, in power, carries only what a lossy codec left in it.
    private const double DeadRatio = 1e-4;

    // What remains of left minus right, in power, when a lossy codec carried the same on both.
    private const double DualMonoRatio = 1e-5;

    private double _product;

    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => _product += TensorPrimitives.Dot(left, right);

    public double? Correlation(double leftEnergy, double rightEnergy)
    {
        var scale = Math.Sqrt(leftEnergy * rightEnergy);
        return scale > 0 ? Math.Clamp(_product / scale, -1, 1) : null;
    }

    public StereoImage Image(double leftEnergy, double rightEnergy, double silentEnergy)
    {
        if (Math.Max(leftEnergy, rightEnergy) <= silentEnergy) return StereoImage.Silent;
        if (leftEnergy < rightEnergy * DeadRatio) return StereoImage.LeftDead;
        if (rightEnergy < leftEnergy * DeadRatio) return StereoImage.RightDead;
        if (Correlation(leftEnergy, rightEnergy) < AntiPhaseCorrelation) return StereoImage.AntiPhase;
        var total = leftEnergy + rightEnergy;
        return total - (2 * _product) < total * DualMonoRatio ? StereoImage.DualMono : StereoImage.Stereo;
    }
}
