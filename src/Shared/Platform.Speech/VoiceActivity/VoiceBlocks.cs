using System.Runtime.CompilerServices;

namespace Platform.Speech.VoiceActivity;

/// <summary>Cuts audio into blocks of a length detectors can judge by.</summary>
internal static class VoiceBlocks
{
    /// <summary>Samples that are judged together: 32 ms, as Silero wants them.</summary>
    public const int Frame = 512;

    /// <summary>About ten seconds: enough to tell noise from speech, and not long to wait for.</summary>
    public const int Block = Frame * 312;

    /// <summary>Blocks of the full length, then what is left. A block is valid until the next is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<float>> ReadAsync(SpeechAudio audio, TimeSpan from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var block = new float[Block];
        var have = 0;
        await foreach (var samples in audio.ReadAsync(from, cancellationToken))
        {
            for (var at = 0; at < samples.Length;)
            {
                var take = Math.Min(Block - have, samples.Length - at);
                samples.Span.Slice(at, take).CopyTo(block.AsSpan(have));
                (at, have) = (at + take, have + take);
                if (have < Block) continue;
                yield return block;
                have = 0;
            }
        }

        if (have > 0) yield return block.AsMemory(0, have);
    }
}
