using System.Runtime.CompilerServices;
using Platform.Kernel.Results;

namespace Platform.Speech.VoiceActivity;

/// <summary>A kind of detector.</summary>
internal interface IVoiceDetector : IVoiceActivity
{
    Task<Result<IVoiceScorer>> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>Chooses who tells speech from silence: whom the request names, else the best that is there.</summary>
internal sealed class VoiceDetectors(IEnumerable<IVoiceDetector> detectors)
{
    private readonly IVoiceDetector[] _all = [.. detectors.OrderByDescending(d => d.Info.Quality)];

    public IReadOnlyList<IVoiceDetector> All => _all;

    public async Task<Result<IVoiceScorer>> OpenAsync(SpeechToTextRequest request, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(request.Voice.Detector, cancellationToken);
        return chosen.Ok ? await chosen.Value.OpenAsync(cancellationToken) : chosen.Error;
    }

    public async Task<Result<IVoiceDetector>> ChooseAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null or SpeechEngines.Auto)
        {
            foreach (var detector in _all)
            {
                if ((await detector.InspectAsync(cancellationToken)).Ready) return Result.Of(detector);
            }
        }

        return Array.Find(_all, d => d.Info.Id == id) is { } named
            ? Result.Of(named)
            : Error.InvalidField("voice.detector", "speech.engine_unknown", $"There is no voice detector '{id}'; there are: {string.Join(", ", _all.Select(d => d.Info.Id))}.");
    }

    /// <summary>The stretches of speech that a scorer finds.</summary>
    public static async IAsyncEnumerable<SpeechRegion> DetectAsync(
        Func<CancellationToken, Task<Result<IVoiceScorer>>> open, SpeechAudio audio, VoiceOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var opened = await open(cancellationToken);
        if (!opened.Ok) throw new SpeechException(opened.Error);
        await using var scorer = opened.Value;
        var (segmenter, end) = (new SpeechSegmenter(options, 0), 0L);
        await foreach (var block in VoiceBlocks.ReadAsync(audio, TimeSpan.Zero, cancellationToken))
        {
            end += block.Length;
            foreach (var region in segmenter.Add(await scorer.ScoreAsync(block, cancellationToken))) yield return ToRegion(region);
        }

        foreach (var region in segmenter.End(end)) yield return ToRegion(region);
    }

    private static SpeechRegion ToRegion(SampleRegion region) => new(SpeechAudio.ToTime(region.Start), SpeechAudio.ToTime(region.End));
}
