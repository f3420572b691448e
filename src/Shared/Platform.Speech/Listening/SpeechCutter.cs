using System.Runtime.CompilerServices;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Listening;

/// <summary>A piece of speech, or the news that there is none up to a moment.</summary>
/// <param name="Chunk">Null when there was only silence.</param>
/// <param name="Done">Once the chunk is done with, everything before this is.</param>
internal sealed record CutPart(SpeechChunk? Chunk, TimeSpan Done);

/// <summary>Reads audio once and cuts it into pieces of speech, in constant memory: a block to judge, and the stretch that is open.</summary>
internal sealed class SpeechCutter(SpeechAudio audio, IVoiceScorer scorer, VoiceOptions options, ChunkPlan plan)
{
    private SpeechChunk _chunk = new();

    /// <summary>Samples read so far, from the beginning of the audio.</summary>
    public long Position { get; private set; }

    /// <exception cref="SpeechException">The audio cannot be read, or the detector failed.</exception>
    public async IAsyncEnumerable<CutPart> CutAsync(TimeSpan from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = SpeechAudio.ToSamples(from);
        var window = new SampleWindow(start);
        var segmenter = new SpeechSegmenter(options with { MaxSpeechSeconds = Math.Min(options.MaxSpeechSeconds, plan.Most.TotalSeconds) }, start);
        Position = start;
        await foreach (var block in VoiceBlocks.ReadAsync(audio, from, cancellationToken))
        {
            window.Add(block.Span);
            Position = window.End;
            foreach (var region in segmenter.Add(await scorer.ScoreAsync(block, cancellationToken)))
            {
                foreach (var part in Take(window, region)) yield return part;
            }

            window.DropBefore(segmenter.Pending);
            if (_chunk.Length == 0) yield return new CutPart(null, SpeechAudio.ToTime(Math.Min(segmenter.Pending, window.End)));
        }

        foreach (var region in segmenter.End(window.End))
        {
            foreach (var part in Take(window, region)) yield return part;
        }

        if (_chunk.Length > 0) yield return Flush();
        yield return new CutPart(null, SpeechAudio.ToTime(window.End));
    }

    private IEnumerable<CutPart> Take(SampleWindow window, SampleRegion region)
    {
        var length = (int)(region.End - region.Start);
        if (_chunk.Length > 0 && (!plan.Pack || _chunk.LengthWith(length) > SpeechAudio.ToSamples(plan.Most))) yield return Flush();
        _chunk.Add(region.Start, window.Between(region.Start, region.End));
        if (!plan.Pack) yield return Flush();
    }

    private CutPart Flush()
    {
        var part = new CutPart(_chunk, _chunk.End);
        _chunk = new SpeechChunk();
        return part;
    }
}
