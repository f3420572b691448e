using System.CommandLine;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Transcription.SttFaster;
using Platform.Transcription.Variants.Reports;

namespace Platform.Transcription.Cli;

/// <summary>The options of <c>platform transcribe</c>: stt-faster's, and ours after them.</summary>
internal sealed class TranscribeOptions
{
    /// <summary>Reads stt-faster's environment variables.</summary>
    public Func<Result<SttEnvironment>> Variables { get; init; } = SttEnvironment.Read;

    public Option<string?> DbPath { get; } = new("--db-path") { Description = "The record of files and runs. [default: $XDG_DATA_HOME/stt-faster/transcribe_state.db]", Recursive = true };

    public Option<string?> Preset { get; } = new("--preset") { Description = "Name of a preset. [default: et-large]" };

    public Option<string?> Language { get; } = new("--language") { Description = "Language of the speech, ISO 639-1. [default: the preset's, or found out]" };

    public Option<string> Format { get; } = new("--output-format") { Description = "What to write: txt, json, both, srt, vtt, tsv, lrc, ttml, or several with commas between.", DefaultValueFactory = _ => "txt" };

    public Option<string?> Engine { get; } = new("--engine") { Description = "Engine that listens: auto, whisper, openai, pocketsphinx. [default: the preset's]" };

    public Option<string?> Model { get; } = new("--model") { Description = "Model of the engine. [default: the preset's]" };

    public Option<string?> Steps { get; } = new("--steps") { Description = "What is done to the sound, in this order: NAME[:option=value...],NAME... or none; see docs/preprocessing.md. [default: the preset's]" };

    public Option<string?> Variant { get; } = new("--variant") { Description = "Number of a variant of the preset. [default: 1, the preset as it is]" };

    public Option<string?> Variants { get; } = new("--variants") { Description = "Numbers of variants, with commas between, to compare; the recordings stay where they are." };

    public Option<string?> FarSpeaker { get; } = new("--far-speaker-range") { Description = "Where somebody far away speaks, such as 20-60, in seconds: the variants' report tells what each heard there." };

    public Option<string?> Silence { get; } = new("--silence-range") { Description = "Where nobody speaks, such as 120-160, in seconds: what is heard there was made up." };

    /// <summary>The ranges for a report of variants.</summary>
    public Result<IReadOnlyList<TimeRange>> Ranges(ParseResult parsed)
    {
        var ranges = new List<TimeRange>();
        foreach (var (option, name) in ((Option<string?>, string)[])[(FarSpeaker, "far_speaker"), (Silence, "silence")])
        {
            if (parsed.GetValue(option) is not { } text) continue;
            var range = TimeRange.Parse(name, text);
            if (!range.Ok) return range.Error;
            ranges.Add(range.Value);
        }

        return ranges;
    }

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Say more." };

    public Option<OutputFormat> Output { get; } = OutputOption.Create();

    /// <summary>Of every verb that listens.</summary>
    public IEnumerable<Option> Listening => [Preset, Language, Format, Engine, Model, Steps, Verbose, Output];
}
