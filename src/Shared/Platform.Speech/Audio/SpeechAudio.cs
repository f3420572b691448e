using System.Runtime.CompilerServices;

namespace Platform.Speech;

/// <summary>
/// Audio to be listened to: mono, 16,000 samples per second, full scale -1 to 1. It is read as a stream, from any moment,
/// and may be read again.
/// </summary>
/// <param name="read">Gives the samples from a moment on, in blocks of any size. Fails with <see cref="SpeechException"/>.</param>
/// <param name="duration">Length, where known.</param>
public sealed class SpeechAudio(Func<TimeSpan, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<float>>> read, TimeSpan? duration)
{
    /// <summary>Samples per second, what every engine here was trained on.</summary>
    public const int SampleRate = 16_000;

    private const int BlockLength = SampleRate;

    /// <summary>Length, where known.</summary>
    public TimeSpan? Duration { get; } = duration;

    /// <summary>The samples from a moment on, in blocks of any size. A block is valid until the next is asked for.</summary>
    /// <exception cref="SpeechException">The audio cannot be read; its error is for the user.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<float>> ReadAsync(TimeSpan from, CancellationToken cancellationToken) => read(from, cancellationToken);

    /// <summary>Samples in memory.</summary>
    public static SpeechAudio FromSamples(ReadOnlyMemory<float> samples) => new((from, cancel) => BlocksAsync(samples, from, cancel), ToTime(samples.Length));

    /// <summary>The time that many samples take.</summary>
    public static TimeSpan ToTime(long samples) => TimeSpan.FromTicks(samples * (TimeSpan.TicksPerSecond / SampleRate));

    /// <summary>The samples that much time takes.</summary>
    public static long ToSamples(TimeSpan time) => time.Ticks / (TimeSpan.TicksPerSecond / SampleRate);

    private static async IAsyncEnumerable<ReadOnlyMemory<float>> BlocksAsync(ReadOnlyMemory<float> samples, TimeSpan from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = (int)Math.Min(ToSamples(from), samples.Length); at < samples.Length; at += BlockLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return samples.Slice(at, Math.Min(BlockLength, samples.Length - at));
        }

        await Task.CompletedTask;
    }
}
