namespace Platform.Speech.VoiceActivity;

/// <summary>Says how likely each moment is speech. Blocks come in order; it may learn from those before.</summary>
internal interface IVoiceScorer : IAsyncDisposable
{
    /// <param name="block">A multiple of <see cref="VoiceBlocks.Frame"/> samples, but for the last.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>0 to 1, one per begun frame.</returns>
    /// <exception cref="SpeechException">It failed.</exception>
    ValueTask<IReadOnlyList<float>> ScoreAsync(ReadOnlyMemory<float> block, CancellationToken cancellationToken);
}
