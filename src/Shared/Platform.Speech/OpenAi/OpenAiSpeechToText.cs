using System.Globalization;
using OpenAI.Audio;
using Platform.Kernel.Results;
using Platform.Media.Pcm;
using Platform.Speech.Hosting.Wire;
using Platform.Speech.Listening;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.OpenAi;

/// <summary>Speech to text by the configured server. Silence is cut out here, so it is not sent, and not paid for.</summary>
internal sealed class OpenAiSpeechToText(OpenAiServer server, VoiceDetectors detectors, TimeProvider clock) : ChunkedSpeechToText(detectors, clock)
{
    public const string Id = "openai";

    public override EngineInfo Info { get; } = new(Id, "OpenAI-compatible", "A server that speaks OpenAI's API: OpenAI, one of your own, another node.", Remote: true);

    public override SpeechToTextCapabilities Capabilities => new()
    {
        DetectsLanguage = true,
        WordTimes = !PlainOnly(server.Options.SpeechToTextModel),
        TranslatesToEnglish = !PlainOnly(server.Options.SpeechToTextModel),
        Streaming = true,
        InventsText = true,
    };

    protected override ChunkPlan Plan { get; } = new(TimeSpan.FromMinutes(2), Pack: true);

    public override Task<EngineState> InspectAsync(CancellationToken cancellationToken) =>
        Task.FromResult(server.Inspect(server.Options.SpeechToTextModel, nameof(OpenAiOptions.SpeechToTextModel)));

    protected override async Task<Result<IChunkListener>> OpenAsync(SpeechToTextRequest request, CancellationToken cancellationToken)
    {
        var state = await InspectAsync(cancellationToken);
        if (!state.Ready) return Error.Unavailable("speech.engine_missing", $"{Info.Title}: {state.Detail} {state.Fix}");
        return Result.Of<IChunkListener>(new Listener(server, request.Model ?? server.Options.SpeechToTextModel!, request.WordTimes));
    }

    // These give text and no times.
    private static bool PlainOnly(string? model) => model?.StartsWith("gpt-4o", StringComparison.Ordinal) == true;

    private sealed class Listener(OpenAiServer server, string model, bool words) : IChunkListener
    {
        private const int MostBytes = 32 << 20;

        public string? Model => model;

        public IReadOnlyDictionary<string, string> Details { get; } = new Dictionary<string, string> { ["server"] = server.Options.BaseUrl! };

        public IReadOnlyDictionary<string, string> Unused { get; } = new Dictionary<string, string>();

        public Task<Result<WorkAnswer>> HearAsync(ReadOnlyMemory<float> samples, WorkOrder order, Action<double> progress, CancellationToken cancellationToken) =>
            server.CallAsync(async cancel =>
            {
                var clip = new WavClip(MostBytes);
                clip.Start(new PcmFormat(SpeechAudio.SampleRate, 1));
                clip.Write(samples.Span);
                using var file = new MemoryStream(clip.ToFile()!);
                var client = server.Audio(model);
                var length = (double)samples.Length / SpeechAudio.SampleRate;
                var heard = order.Translate
                    ? Read(await client.TranslateAudioAsync(file, "speech.wav", Translation(order), cancel), length)
                    : Read(await client.TranscribeAudioAsync(file, "speech.wav", Transcription(order), cancel), length);
                return heard with { Parameters = Sent(order) };
            }, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        // The API has no fields for the rest of the decoding.
        private static Dictionary<string, string> Sent(WorkOrder order)
        {
            var sent = new Dictionary<string, string> { ["task"] = order.Translate ? "translate" : "transcribe" };
            if (order.Language is { } language && !order.Translate) sent["language"] = language;
            if (order.Prompt is { Length: > 0 } prompt) sent["initial_prompt"] = prompt;
            if (order.Decoding.Temperature is { } heat) sent["temperature"] = heat.ToString(CultureInfo.InvariantCulture);
            return sent;
        }

        private AudioTranscriptionOptions Transcription(WorkOrder order) => new()
        {
            Language = order.Language,
            Prompt = order.Prompt,
            Temperature = (float?)order.Decoding.Temperature,
            ResponseFormat = PlainOnly(model) ? AudioTranscriptionFormat.Simple : AudioTranscriptionFormat.Verbose,
            TimestampGranularities = PlainOnly(model) ? AudioTimestampGranularities.Default
                : words ? AudioTimestampGranularities.Segment | AudioTimestampGranularities.Word : AudioTimestampGranularities.Segment,
        };

        private static AudioTranslationOptions Translation(WorkOrder order) => new()
        {
            Prompt = order.Prompt,
            Temperature = (float?)order.Decoding.Temperature,
            ResponseFormat = AudioTranslationFormat.Verbose,
        };

        private static WorkAnswer Read(AudioTranslation heard, double length) => new() { Segments = [.. Segments([.. heard.Segments], [], heard.Text, length)] };

        private static WorkAnswer Read(AudioTranscription heard, double length) =>
            new() { Language = LanguageNames.ToIso(heard.Language), Segments = [.. Segments([.. heard.Segments], [.. heard.Words], heard.Text, length)] };

        private static IEnumerable<HeardSegment> Segments(IReadOnlyList<TranscribedSegment> segments, IReadOnlyList<TranscribedWord> words, string text, double length)
        {
            // Text without times was said somewhere in what was sent.
            if (segments.Count == 0 && !string.IsNullOrWhiteSpace(text)) yield return new HeardSegment(0, length, text);
            for (var i = 0; i < segments.Count; i++)
            {
                // Words come in a list of their own: each belongs to the segment its middle is in, or to the last before it.
                var (from, to) = (i == 0 ? 0 : segments[i].StartTime.TotalSeconds, i + 1 < segments.Count ? segments[i + 1].StartTime.TotalSeconds : double.MaxValue);
                yield return new HeardSegment(segments[i].StartTime.TotalSeconds, segments[i].EndTime.TotalSeconds, segments[i].Text)
                {
                    AverageLogProbability = segments[i].AverageLogProbability,
                    NoSpeechProbability = segments[i].NoSpeechProbability,
                    Words = [.. words.Where(w => Middle(w) >= from && Middle(w) < to).Select(w => new HeardWord(w.Word, w.StartTime.TotalSeconds, w.EndTime.TotalSeconds, null))],
                };
            }
        }

        private static double Middle(TranscribedWord word) => (word.StartTime + word.EndTime).TotalSeconds / 2;
    }
}
