using System.Runtime.CompilerServices;
using Platform.Speech;

namespace Platform.Transcription.Preprocessing;

/// <summary>A recording as an engine shall hear it, and what became of its sound on the way.</summary>
internal sealed class PreparedAudio
{
    // Sound before the wanted moment that filters need to settle. Whole seconds are whole numbers of samples at every rate and of frames here.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly Func<TimeSpan, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<float>>> _decode;
    private SnrEstimate _before = new(), _after = new();

    /// <param name="facts">Of the recording.</param>
    /// <param name="decode">From a whole second on, two channels: the sound as it was, and as it is now.</param>
    public PreparedAudio(AudioFacts facts, Func<TimeSpan, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<float>>> decode)
    {
        (Facts, _decode) = (facts, decode);
        Audio = new SpeechAudio(ReadAsync, facts.Duration);
    }

    public SpeechAudio Audio { get; }

    public AudioFacts Facts { get; }

    /// <summary>Time spent on measuring before anything could be heard.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Loudness of the whole after cleaning, before the gain; null where it was not measured, and of silence.</summary>
    public double? LoudnessLufs { get; init; }

    /// <summary>By how much the sound was made louder, dB.</summary>
    public double GainDb { get; init; }

    /// <summary>Levels of the noise that is taken out, per frequency; null: none is.</summary>
    public float[]? NoiseDb { get; init; }

    /// <summary>By how much noise is made quieter, 0 to 1.</summary>
    public float NoiseDecrease { get; init; }

    /// <summary>Where copies of the stages are kept, as the beginning of their names; null: nowhere.</summary>
    public string? StagePrefix { get; init; }

    /// <summary>Signal to noise of what was read as it was recorded, dB; null before it was read.</summary>
    public double? SnrBeforeDb => _before.Decibels;

    /// <summary>As <see cref="SnrBeforeDb"/>, of what the engine heard.</summary>
    public double? SnrAfterDb => _after.Decibels;

    private async IAsyncEnumerable<ReadOnlyMemory<float>> ReadAsync(TimeSpan from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (_before, _after) = (new SnrEstimate(), new SnrEstimate());
        var begin = from > Settling ? TimeSpan.FromSeconds(Math.Floor((from - Settling).TotalSeconds)) : TimeSpan.Zero;
        var skip = SpeechAudio.ToSamples(from) - SpeechAudio.ToSamples(begin);
        var gate = NoiseDb is null ? null : new SpectralGate(NoiseDb, NoiseDecrease);
        using var processed = Copy(from, "01_ffmpeg_processed");
        using var denoised = gate is null ? null : Copy(from, "03_denoise");
        float[] old = [], now = [];
        await foreach (var block in _decode(begin, cancellationToken))
        {
            var length = block.Length / 2;
            if (old.Length < length) (old, now) = (new float[length], new float[length]);
            Split(block.Span, old, now);
            _before.Add(old.AsSpan(0, length));
            processed?.Write(now.AsSpan(0, length));
            if (Take(gate is null ? now.AsMemory(0, length) : gate.Add(now.AsSpan(0, length))) is { Length: > 0 } ready) yield return ready;
        }

        if (gate is not null && Take(gate.Finish()) is { Length: > 0 } rest) yield return rest;
        _before.Finish();
        _after.Finish();
        processed?.Finish();
        denoised?.Finish();

        ReadOnlyMemory<float> Take(ReadOnlyMemory<float> samples)
        {
            denoised?.Write(samples.Span);
            var drop = (int)Math.Min(skip, samples.Length);
            skip -= drop;
            _after.Add(samples.Span[drop..]);
            return samples[drop..];
        }
    }

    private StageCopy? Copy(TimeSpan from, string stage) => StagePrefix is { } prefix && from == TimeSpan.Zero ? new StageCopy($"{prefix}_{stage}.wav") : null;

    private static void Split(ReadOnlySpan<float> both, float[] first, float[] second)
    {
        for (var i = 0; i < both.Length / 2; i++) (first[i], second[i]) = (both[2 * i], both[(2 * i) + 1]);
    }
}
