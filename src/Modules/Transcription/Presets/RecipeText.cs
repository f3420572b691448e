using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Platform.Kernel.Api;

namespace Platform.Transcription.Presets;

/// <summary>A recipe as a JSON text: it is read whole and never searched by.</summary>
internal sealed class RecipeText() : ValueConverter<TranscriptionRecipe, string>(r => Write(r), json => Read(json))
{
    public static string Write(TranscriptionRecipe recipe) => JsonSerializer.Serialize(recipe, ApiJson.Options);

    public static TranscriptionRecipe Read(string json) => JsonSerializer.Deserialize<TranscriptionRecipe>(json, ApiJson.Options) ?? new TranscriptionRecipe();
}

/// <summary>Equal when they are written equal; the list within has no equality of its own.</summary>
internal sealed class RecipeComparer() : ValueComparer<TranscriptionRecipe>(
    (a, b) => RecipeText.Write(a ?? new()) == RecipeText.Write(b ?? new()),
    r => RecipeText.Write(r).GetHashCode(StringComparison.Ordinal),
    r => r);
