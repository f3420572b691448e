using System.Globalization;
using Platform.Transcription.Cli;

namespace Platform.Transcription.Variants;

/// <summary>A way of transcribing that is compared with others.</summary>
/// <param name="Number">Of its variant.</param>
/// <param name="Name">Of its variant, after the preset's where several are compared.</param>
/// <param name="Order">All of it.</param>
internal sealed record Candidate(int Number, string Name, RunOrder Order)
{
    /// <summary><c>variant_044_name_stem</c>.</summary>
    public string FileStem(string stem) => string.Create(CultureInfo.InvariantCulture, $"variant_{Number:000}_{Name}_{stem}");

    public static Candidate Of(Variant variant, RunOrder order, bool namesPreset) =>
        new(variant.Number, namesPreset ? $"{order.Preset}_{variant.Name}" : variant.Name, order with { Recipe = variant.Apply(order.Recipe) });
}

/// <summary>What a candidate made of one recording.</summary>
/// <param name="Candidate">It.</param>
/// <param name="Path">Of the recording.</param>
/// <param name="Attempt">What came of it.</param>
/// <param name="Error">Why nothing did.</param>
/// <param name="Outputs">Files that were written.</param>
internal sealed record Trial(Candidate Candidate, string Path, FileAttempt Attempt, string? Error, IReadOnlyList<string> Outputs);
