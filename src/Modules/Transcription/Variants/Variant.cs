using System.Globalization;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Variants;

/// <summary>A change of a recipe under a number, to be tried against others. Numbers and names are stt-faster's.</summary>
/// <param name="Number">What <c>--variant</c> names.</param>
/// <param name="Name">Part of file names.</param>
/// <param name="Apply">What it changes.</param>
internal sealed record Variant(int Number, string Name, Func<TranscriptionRecipe, TranscriptionRecipe> Apply)
{
    /// <summary>What counts where none is named: the recipe as it is.</summary>
    public const int Usual = 1;

    /// <summary>The one reports compare with.</summary>
    public const int Baseline = 44;

    public static IReadOnlyList<Variant> All { get; } =
    [
        new(Usual, "baseline_true_defaults", r => r),
        new(2, "baseline_no_vad", r => r with { Voice = r.Voice with { Enabled = false } }),
        new(36, "p2_volume_1_1db", r => Louder(r, 1.1)),
        new(42, "volume_1_1db_patience_1_2", r => Louder(r, 1.1, patience: 1.2)),
        new(43, "volume_1_0db_patience_1_3", r => Louder(r, 1.0, patience: 1.3)),
        new(Baseline, "volume_1_5db_beam_7_patience_1_2", r => TheBaseline(r)),
        new(45, "volume_1_0db_beam_7_patience_1_2", r => Louder(r, 1.0, beam: 7, patience: 1.2)),
        new(52, "volume_1_0db", r => Louder(r, 1.0)),
        new(53, "volume_1_0db_patience_1_2", r => Louder(r, 1.0, patience: 1.2)),
        new(56, "baseline_44_repetition_1_05", r => TheBaseline(r, d => d with { RepetitionPenalty = 1.05 })),
        new(57, "baseline_44_no_repeat_2", r => TheBaseline(r, d => d with { NoRepeatNgramSize = 2 })),
        new(58, "baseline_44_length_0_98", r => TheBaseline(r, d => d with { LengthPenalty = 0.98 })),
    ];

    /// <summary>Reads a list such as <c>1,44</c>.</summary>
    /// <returns>The variants, each once, in that order, or <c>transcription.variant_unknown</c> with all there are.</returns>
    public static Result<IReadOnlyList<Variant>> Parse(string text)
    {
        var found = new List<Variant>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || All.FirstOrDefault(v => v.Number == number) is not { } variant)
                return Error.InvalidField("variants", "transcription.variant_unknown", $"There is no variant '{part}'. Available: {string.Join(", ", All.Select(v => FormattableString.Invariant($"{v.Number} ({v.Name})")))}.");
            if (!found.Contains(variant)) found.Add(variant);
        }

        return found;
    }

    private static TranscriptionRecipe TheBaseline(TranscriptionRecipe recipe, Func<DecodingOptions, DecodingOptions>? change = null)
    {
        var baseline = Louder(recipe, 1.5, beam: 7, patience: 1.2);
        return change is null ? baseline : baseline with { Decoding = change(baseline.Decoding) };
    }

    // As in stt-faster, a variant's chain takes the place of the preset's: the recording as it is, by so much louder, peaks held.
    private static TranscriptionRecipe Louder(TranscriptionRecipe recipe, double decibels, int? beam = null, double? patience = null) => recipe with
    {
        Preprocessing = new PreprocessingOptions { Steps = [new VolumeStep { VolumeDb = decibels }] },
        Decoding = recipe.Decoding with { BeamSize = beam ?? recipe.Decoding.BeamSize, Patience = patience ?? recipe.Decoding.Patience },
    };
}
