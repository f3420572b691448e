using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Tools;
using Platform.Speech;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>OpenAI's own client for JavaScript (npm <c>openai</c>), run by Node.js; the one for .NET is in the other tests.</summary>
public class NodeClientTests
{
    [Fact]
    public async Task The_official_client_for_JavaScript_gets_what_it_gets_from_OpenAI()
    {
        var engine = Said.Engine();
        await using var door = await Door.OpenAsync(engine, new SpeakingTests.Tone());
        using var tools = new Tools();
        await File.WriteAllBytesAsync(tools.PathOf("speech.wav"), Door.Sound(2));
        var script = Path.Combine(typeof(NodeClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NodeFolder").Value!, "contract.mjs");
        var run = await new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance).RunAsync(
            new ToolRequest("node", [script, new Uri(door.Address, "/v1").ToString(), tools.PathOf("speech.wav")]) { Timeout = TimeSpan.FromMinutes(2) }, CancellationToken.None);
        Assert.True(run.Exit == ToolExit.Ok, run.Explanation);
        using var document = JsonDocument.Parse(run.OutputText);
        var got = document.RootElement;

        Assert.Equal("Tere õhtust. Kuulame.", Text(got, "json", "text"));
        var verbose = got.GetProperty("verbose");
        Assert.Equal(("transcribe", "estonian"), (Text(verbose, "task"), Text(verbose, "language")));
        Assert.Equal(["Tere", "õhtust.", "Kuulame."], verbose.GetProperty("words").EnumerateArray().Select(w => Text(w, "word")));
        Assert.Equal([0.5, 3661.25], verbose.GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("start").GetDouble()));
        Assert.StartsWith("1\n00:00:00,500 --> 00:00:01,500\nTere õhtust.\n\n2\n01:01:01,250 --> ", Text(got, "srt"), StringComparison.Ordinal);
        Assert.StartsWith("WEBVTT\n\n", Text(got, "vtt"), StringComparison.Ordinal);
        Assert.Equal("Tere õhtust. Kuulame.", Text(got, "text")!.TrimEnd('\n'));

        // Streamed: what is said piece by piece, then the whole, with the probabilities of words.
        var events = got.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["transcript.text.delta", "transcript.text.delta", "transcript.text.done"], events.Select(e => Text(e, "type")));
        Assert.Equal("Tere õhtust. Kuulame.", string.Concat(events.SkipLast(1).Select(e => Text(e, "delta"))));
        Assert.Equal("Tere õhtust. Kuulame.", Text(events[^1], "text"));
        Assert.NotEmpty(events[^1].GetProperty("logprobs").EnumerateArray());

        Assert.Equal("english", Text(got, "translation", "language"));
        Assert.Equal((400, "response_format", "BadRequestError"), Refused(got, "wrongFormat"));
        Assert.Equal((400, "timestamp_granularities", "BadRequestError"), Refused(got, "wrongWords"));
        Assert.Equal((404, "NotFoundError", "model_not_found"), (got.GetProperty("wrongModel").GetProperty("status").GetInt32(), Text(got, "wrongModel", "kind"), Text(got, "wrongModel", "code")));

        Assert.Equal(("audio/wav", "RIFF"), (Text(got, "speech", "type"), Text(got, "speech", "head")));
        Assert.Equal((SpeakingTests.Tone.Seconds * 24_000 * 2) + 44, got.GetProperty("speech").GetProperty("length").GetInt32(), 200.0);
        Assert.Contains("whisper-1", got.GetProperty("models").EnumerateArray().Select(m => Text(m, "id")));
        Assert.Equal(("whisper-1", "model"), (Text(got, "model", "id"), Text(got, "model", "object")));
        Assert.Equal((404, "model_not_found"), (got.GetProperty("noModel").GetProperty("status").GetInt32(), Text(got, "noModel", "code")));
        Assert.Equal(SpeechTask.TranslateToEnglish, engine.Asked!.Task);
    }

    private static string? Text(JsonElement element, params string[] path) => path.Aggregate(element, (e, name) => e.GetProperty(name)).GetString();

    private static (int Status, string? Param, string? Kind) Refused(JsonElement got, string name) =>
        (got.GetProperty(name).GetProperty("status").GetInt32(), Text(got, name, "param"), Text(got, name, "kind"));
}
