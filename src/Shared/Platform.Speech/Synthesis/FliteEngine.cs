using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media.Pcm;
using Platform.Media.Tools;

namespace Platform.Speech.Synthesis;

/// <summary>flite: English, offline. Its voice "slt" is the one that recognisers understand best.</summary>
internal sealed class FliteEngine(ExternalTool tool, IOptionsMonitor<SpeechOptions> options) : ITextToSpeech
{
    public const string Id = "flite";
    private const string Install = "apt install flite";
    private const string Default = "slt";

    // Only text on its command line comes back through a pipe, so a long one is spoken in pieces.
    private const int Piece = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(20);

    public EngineInfo Info { get; } = new(Id, "Flite", "Offline, English only, clear and fast. Good for tests.") { Quality = EngineQuality.Draft };

    public TextToSpeechCapabilities Capabilities { get; } = new() { Languages = ["en"], Speed = true };

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(
        ToolPath.Find(options.CurrentValue.FlitePath) is { } path ? EngineState.Good(path) : EngineState.Missing("Not installed.", $"Run: {Install}"));

    public async Task<Result<IReadOnlyList<Voice>>> VoicesAsync(CancellationToken cancellationToken)
    {
        var listed = await tool.RunAsync(Request(["-lv"], ListLimit), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (listed.ToError() is { } error) return error with { Code = "speech.failed" };

        // "Voices available: kal awb_time kal16 awb rms slt"; awb_time tells the time only.
        return Result.Of<IReadOnlyList<Voice>>([.. listed.OutputText.Split(':', 2)[^1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(name => !name.EndsWith("_time", StringComparison.Ordinal)).Select(name => new Voice(name, name, "en"))]);
    }

    public async Task<Result<TimeSpan>> SpeakAsync(SpeakRequest request, IPcmSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (SpokenText.Check(request, Capabilities) is { } wrong) return wrong;
        var voice = request.Voice ?? Default;
        var voices = await VoicesAsync(cancellationToken);
        if (!voices.Ok) return voices.Error;
        if (voices.Value.All(v => v.Id != voice))
            return Error.InvalidField("voice", "speech.voice_unknown", $"Flite has no voice '{voice}'; it has: {string.Join(", ", voices.Value.Select(v => v.Id))}.");
        var (spoken, started) = (TimeSpan.Zero, false);
        foreach (var piece in SpokenText.Pieces(request.Text, Piece))
        {
            // Flite stretches time: half the number is twice the speed.
            var stretch = (1 / request.Speed).ToString("0.###", CultureInfo.InvariantCulture);
            var run = await tool.RunAsync(Request(["-voice", voice, "--setf", $"duration_stretch={stretch}", "-t", piece, "-o", "/dev/stdout"], Limit) with
            {
                ReadOutput = async (output, cancel) =>
                {
                    spoken += await WaveReader.ReadAsync(output, Start, sink, cancel);
                    return true;
                },
            }, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (run.ToError() is { } error) return error with { Code = run.Exit == ToolExit.NotFound ? "speech.engine_missing" : "speech.failed" };
        }

        return spoken;

        void Start(PcmFormat format)
        {
            if (!started) sink.Start(format);
            started = true;
        }
    }

    private ToolRequest Request(string[] arguments, TimeSpan limit) =>
        new(options.CurrentValue.FlitePath, arguments) { Timeout = limit, MayStartOthers = false, InstallHint = $"install it with: {Install}" };
}
