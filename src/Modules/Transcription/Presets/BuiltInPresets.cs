using Platform.Speech;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Presets;

/// <summary>The presets that come with the platform: the six of stt-faster by name, and what else people want to say in one word.</summary>
internal static class BuiltInPresets
{
    /// <summary>What counts until the settings say otherwise.</summary>
    public const string Auto = "auto";

    /// <summary>What stt-faster takes when no preset is named, and so does the command line.</summary>
    public const string CommandLineDefault = "et-large";

    private const string EstonianModel = "whisper-large-v3-turbo-et-verbatim";
    private const string DistilModel = "faster-distil-whisper-large-v3";
    private static readonly TranscriptionRecipe Plain = new() { Preprocessing = new PreprocessingOptions { Enabled = false } };

    public static IReadOnlyList<PresetView> All { get; } =
    [
        Of(Auto, "The best engine that is ready, any language it knows.", new TranscriptionRecipe()),
        Of("et-large", "Estonian, word for word: TalTech's Whisper large-v3-turbo. Import the model under this name.", Estonian(), "cuda float16"),
        Of("et-32", "Estonian, as et-large, made for processors without a graphics card.", Estonian(), "cpu float32"),
        Of("turbo", "Distilled Whisper large-v3: fast, any language. Import the model under this name.", Whisper(DistilModel), "cuda float16"),
        Of("distil", "The same as turbo.", Whisper(DistilModel), "cuda float16"),
        Of("large8gb", "Whisper large-v3, in 8 GB of memory.", Whisper("large-v3"), "cuda int8_float16"),
        Of("small", "Whisper small: any language, on any processor.", Whisper("small"), "cpu int8"),
        Of("draft-en", "English with no download at all, to find passages again. Not to be read.", new TranscriptionRecipe { Engine = "pocketsphinx", Language = "en", WordTimes = true }),
        Of("subtitles", "Times of words, and every kind of subtitles.", new TranscriptionRecipe
        {
            WordTimes = true,
            Formats = [Formats.TranscriptFormat.Srt, Formats.TranscriptFormat.Vtt, Formats.TranscriptFormat.Ttml, Formats.TranscriptFormat.Json],
        }),
        Of("music", "Songs and programmes full of music: nothing is skipped, choruses may repeat.", Plain with
        {
            Music = true,
            Voice = new VoiceOptions { Enabled = false },
            Cleaning = new CleaningOptions { Enabled = false },
            Formats = [Formats.TranscriptFormat.Json, Formats.TranscriptFormat.Txt, Formats.TranscriptFormat.Lrc],
        }),
        Of("translate-en", "Any language into English.", new TranscriptionRecipe { Task = SpeechTask.TranslateToEnglish }),
        Of("noisy", "Weak voices in steady noise: a spectral gate, and the sound made louder.", new TranscriptionRecipe
        {
            Preprocessing = new PreprocessingOptions { Steps = [new HighPassStep(), new ResampleStep(), new LoudnessStep { Preset = LoudnessPreset.BoostQuietVoices }, new DenoiseStep()] },
        }),
    ];

    /// <summary>The preset of an installed model: <c>whisper-base</c>.</summary>
    public static PresetView OfModel(string model) => Of($"whisper-{model}", $"Whisper with the model {model}, which is installed.", Whisper(model));

    private static TranscriptionRecipe Estonian() => Whisper(EstonianModel) with { Language = "et" };

    private static TranscriptionRecipe Whisper(string model) => new() { Engine = "whisper", Model = model };

    private static PresetView Of(string name, string description, TranscriptionRecipe recipe, string? device = null) =>
        new() { Name = name, Description = description, BuiltIn = true, Recipe = recipe, Device = device };
}
