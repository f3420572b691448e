using System.Numerics.Tensors;

namespace Platform.Speech.VoiceActivity;

/// <summary>
/// Tells speech from silence by level: what stands out of the noise that was there during the last half minute. It needs no model.
/// Sound without pauses, such as music, passes as a whole: better to hear too much than to lose a word.
/// </summary>
internal sealed class LevelGate : IVoiceScorer
{
    private const int Memory = 30 * SpeechAudio.SampleRate / VoiceBlocks.Frame;

    // dBFS. Below the first nothing is speech: it is 20 dB under a whisper recorded badly. Steady sound above the second is let through.
    private const float Silence = -60;
    private const float Steady = -40;

    // dB. Less variation than this is no speech in pauses; above noise by so much is speech.
    private const float LeastVariation = 6;
    private const float LeastStep = 6;
    private const float MostStep = 15;
    private const float Softness = 3;

    private readonly Queue<float> _levels = new(Memory);

    public ValueTask<IReadOnlyList<float>> ScoreAsync(ReadOnlyMemory<float> block, CancellationToken cancellationToken)
    {
        var levels = Levels(block.Span);
        foreach (var level in levels)
        {
            if (_levels.Count == Memory) _levels.Dequeue();
            _levels.Enqueue(level);
        }

        var sorted = _levels.Order().ToArray();
        var (noise, loud) = (sorted[sorted.Length / 10], sorted[Math.Min(sorted.Length - 1, sorted.Length * 95 / 100)]);
        var threshold = loud - noise < LeastVariation
            ? Steady
            : Math.Max(Silence, noise + Math.Clamp(0.3f * (loud - noise), LeastStep, MostStep));
        return ValueTask.FromResult<IReadOnlyList<float>>([.. levels.Select(level => 1 / (1 + MathF.Exp((threshold - level) / Softness)))]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>dBFS of each frame.</summary>
    private static float[] Levels(ReadOnlySpan<float> block)
    {
        var levels = new float[(block.Length + VoiceBlocks.Frame - 1) / VoiceBlocks.Frame];
        for (var i = 0; i < levels.Length; i++)
        {
            var frame = block.Slice(i * VoiceBlocks.Frame, Math.Min(VoiceBlocks.Frame, block.Length - (i * VoiceBlocks.Frame)));
            levels[i] = Math.Max(-100, 10 * MathF.Log10(Math.Max(1e-10f, TensorPrimitives.SumOfSquares(frame) / frame.Length)));
        }

        return levels;
    }
}
