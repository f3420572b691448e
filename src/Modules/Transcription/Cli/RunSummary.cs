using System.Globalization;

namespace Platform.Transcription.Cli;

/// <summary>What became of one file, for the screen and for scripts.</summary>
internal sealed record FileResult(string File, string Status, string? Error, double? AudioSeconds, double Seconds, double? TimesRealTime, string? Language);

/// <summary>What a run came to.</summary>
internal sealed record RunSummary
{
    public long? RunId { get; init; }

    public required string Preset { get; init; }

    public required IReadOnlyList<FileResult> Files { get; init; }

    public int Succeeded => Files.Count(f => f.Error is null);

    public int Failed => Files.Count - Succeeded;

    public required double TotalSeconds { get; init; }

    public required double PreprocessSeconds { get; init; }

    public required double TranscribeSeconds { get; init; }

    public required double AudioSeconds { get; init; }

    /// <summary>Mean over the files.</summary>
    public double? TimesRealTime => Files.Any(f => f.TimesRealTime is not null) ? Files.Average(f => f.TimesRealTime) : null;

    public IEnumerable<string> Lines()
    {
        if (Files.Count == 0)
        {
            yield return "No recordings found.";
            yield break;
        }

        yield return "";
        yield return $"Succeeded: {Succeeded}, failed: {Failed}";
        yield return Invariant($"Audio {AudioSeconds:0.0} s, total {TotalSeconds:0.0} s, preprocessing {PreprocessSeconds:0.0} s, transcribing {TranscribeSeconds:0.0} s{(TimesRealTime is { } speed ? Invariant($", {speed:0.0} x real time") : "")}");
        if (Files.Where(f => f.Language is not null).GroupBy(f => f.Language).Select(g => $"{g.Key} ({g.Count()})").ToList() is { Count: > 0 } languages) yield return $"Languages: {string.Join(", ", languages)}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
