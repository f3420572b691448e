using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media.Pcm;
using Platform.Media.Tools;

namespace Platform.Speech.Synthesis;

/// <summary>espeak-ng: about 125 languages, offline, small and fast; it sounds like a machine. GPL-3, so it stays a program of its own.</summary>
internal sealed class EspeakEngine(ExternalTool tool, IOptionsMonitor<SpeechOptions> options) : ITextToSpeech
{
    public const string Id = "espeak-ng";
    private const string Install = "apt install espeak-ng";
    private const int WordsPerMinute = 175;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(20);

    public EngineInfo Info { get; } = new(Id, "eSpeak NG", "Offline, about 125 languages, hundreds of times faster than real time. Sounds like a machine.");

    public TextToSpeechCapabilities Capabilities { get; } = new() { Speed = true };

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(
        ToolPath.Find(options.CurrentValue.EspeakPath) is { } path ? EngineState.Good(path) : EngineState.Missing("Not installed.", $"Run: {Install}"));

    public async Task<Result<IReadOnlyList<Voice>>> VoicesAsync(CancellationToken cancellationToken)
    {
        var listed = await tool.RunAsync(Request(["--voices"], ListLimit), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (listed.ToError() is { } error) return error with { Code = "speech.failed" };

        // "Pty Language       Age/Gender VoiceName          File                 Other Languages"
        return Result.Of<IReadOnlyList<Voice>>([.. listed.OutputText.Split('\n').Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length >= 5)
            .Select(words => new Voice(words[1], words[3].Replace('_', ' '), words[1]))]);
    }

    public async Task<Result<TimeSpan>> SpeakAsync(SpeakRequest request, IPcmSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (SpokenText.Check(request, Capabilities) is { } wrong) return wrong;
        var voice = request.Voice ?? request.Language ?? "en";
        if (!IsVoice(voice)) return Unknown(voice);
        var (spoken, text) = (TimeSpan.Zero, SpokenText.Plain(request.Text));
        var speed = ((int)Math.Round(WordsPerMinute * request.Speed)).ToString(CultureInfo.InvariantCulture);
        var run = await tool.RunAsync(Request(["--stdout", "--stdin", "-b", "1", "-v", voice, "-s", speed], Limit) with
        {
            WriteInput = (input, cancel) => input.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask(),
            ReadOutput = async (output, cancel) =>
            {
                spoken = await WaveReader.ReadAsync(output, sink.Start, sink, cancel);
                return true;
            },
        }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (run.ErrorTail.Contains("voice does not exist", StringComparison.Ordinal)) return Unknown(voice);
        return run.ToError() is { } error ? error with { Code = run.Exit == ToolExit.NotFound ? "speech.engine_missing" : "speech.failed" } : spoken;
    }

    private ToolRequest Request(string[] arguments, TimeSpan limit) =>
        new(options.CurrentValue.EspeakPath, arguments) { Timeout = limit, MayStartOthers = false, InstallHint = $"install it with: {Install}" };

    // A voice may name a file: keep to names.
    private static bool IsVoice(string voice) => voice.Length is > 0 and < 64 && voice[0] != '-' && voice.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '_');

    private static Error Unknown(string voice) => Error.InvalidField("voice", "speech.voice_unknown", $"eSpeak NG has no voice '{voice}'.");
}
