using Platform.Transcription.Formats;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Tests;

public sealed class RecipeTests
{
    [Fact]
    public void A_recipe_writes_text_subtitles_and_everything_unless_told_otherwise() =>
        Assert.Equal([TranscriptFormat.Json, TranscriptFormat.Txt, TranscriptFormat.Srt], new TranscriptionRecipe().Formats);
}
