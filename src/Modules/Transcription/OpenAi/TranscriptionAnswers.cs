using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Speech;
using Platform.Speech.OpenAi;
using Platform.Transcription.Formats;

namespace Platform.Transcription.OpenAi;

/// <summary>What was heard, in the format a client asked for.</summary>
internal static class TranscriptionAnswers
{
    public static IResult Write(TranscriptionCall call, Heard heard) => call.Format switch
    {
        TranscriptionCall.Text => Plain(heard.Text + "\n"),
        "srt" => Plain(File(heard).Write(TranscriptFormat.Srt)),
        "vtt" => Plain(File(heard).Write(TranscriptFormat.Vtt)),
        TranscriptionCall.Verbose => TypedResults.Json(Verbose(call, heard), OpenAiJson.Options),
        _ => TypedResults.Json(Simple(call, heard), OpenAiJson.Options),
    };

    /// <summary>What it cost; OpenAI bills whisper-1 by the second.</summary>
    public static object Usage(Heard heard) => new { type = "duration", seconds = (int)Math.Ceiling(heard.Duration.TotalSeconds) };

    public static IReadOnlyList<object> LogProbabilities(IEnumerable<TranscriptSegment> segments) =>
    [
        .. segments.SelectMany(s => s.Words).Where(w => w.Confidence is not null)
            .Select(w => (object)new { token = " " + w.Text, logprob = Round(Math.Log(Math.Max(w.Confidence!.Value, 1e-9))), bytes = Encoding.UTF8.GetBytes(" " + w.Text).Select(b => (int)b).ToArray() }),
    ];

    private static object Simple(TranscriptionCall call, Heard heard) => call.LogProbabilities
        ? new { text = heard.Text, logprobs = LogProbabilities(heard.Segments), usage = Usage(heard) }
        : new { text = heard.Text, usage = Usage(heard) };

    /// <summary>Words stand in a list of their own, and instead of the segments when only they were asked for.</summary>
    private static Dictionary<string, object?> Verbose(TranscriptionCall call, Heard heard)
    {
        var answer = new Dictionary<string, object?>
        {
            ["task"] = call.Request.Task == SpeechTask.TranslateToEnglish ? "translate" : "transcribe",

            // The name, in English and in small letters; a translation is English.
            ["language"] = call.Request.Task == SpeechTask.TranslateToEnglish ? "english" : LanguageNames.ToEnglish(heard.Language ?? "").ToLowerInvariant(),
            ["duration"] = Round(heard.Duration.TotalSeconds),
            ["text"] = heard.Text,
        };
        if (call.Words) answer["words"] = heard.Segments.SelectMany(s => s.Words).Select(w => new { word = w.Text, start = Round(w.Start.TotalSeconds), end = Round(w.End.TotalSeconds) });
        if (call.Segments) answer["segments"] = heard.Segments.Select((segment, id) => Segment(segment, id, call.Request.Decoding.Temperature ?? 0));
        answer["usage"] = Usage(heard);
        return answer;
    }

    // Clients expect numbers everywhere: where the engine has none, 0 says "as said as can be".
    private static object Segment(TranscriptSegment segment, int id, double temperature) => new
    {
        id,
        seek = (int)(segment.Start.TotalSeconds * 100),
        start = Round(segment.Start.TotalSeconds),
        end = Round(segment.End.TotalSeconds),
        text = " " + segment.Text,
        tokens = Array.Empty<int>(),
        temperature,
        avg_logprob = Round(segment.AverageLogProbability ?? 0),
        compression_ratio = Round(CompressionRatio(segment.Text)),
        no_speech_prob = Round(segment.NoSpeechProbability ?? 0),
    };

    /// <summary>Whisper's measure of repetition: bytes of text to bytes of it packed by zlib.</summary>
    private static double CompressionRatio(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(bytes);
        return (double)bytes.Length / packed.Length;
    }

    private static Formats.Transcript File(Heard heard) => new(heard.Segments) { Audio = "", Duration = heard.Duration };

    private static ContentHttpResult Plain(string text) => TypedResults.Text(text, "text/plain", Encoding.UTF8);

    private static double Round(double value) => Math.Round(value, 3);
}
