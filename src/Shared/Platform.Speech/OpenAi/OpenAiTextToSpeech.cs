using OpenAI.Audio;
using Platform.Kernel.Results;
using Platform.Media.Pcm;
using Platform.Speech.Synthesis;

namespace Platform.Speech.OpenAi;

/// <summary>Text to speech by the configured server.</summary>
internal sealed class OpenAiTextToSpeech(OpenAiServer server) : ITextToSpeech
{
    // The API's limit is 4,096.
    private const int Piece = 4_000;

    /// <summary>OpenAI's; other servers have voices of their own, which may be named all the same.</summary>
    private static readonly string[] Known = ["alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse"];

    public EngineInfo Info { get; } = new(OpenAiSpeechToText.Id, "OpenAI-compatible", "Voices of a server that speaks OpenAI's API.", Remote: true);

    public TextToSpeechCapabilities Capabilities { get; } = new() { Speed = true };

    public Task<EngineState> InspectAsync(CancellationToken cancellationToken) =>
        Task.FromResult(server.Inspect(server.Options.TextToSpeechModel, nameof(OpenAiOptions.TextToSpeechModel)));

    public Task<Result<IReadOnlyList<Voice>>> VoicesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Result.Of<IReadOnlyList<Voice>>([.. Known.Union([server.Options.Voice]).Order(StringComparer.Ordinal).Select(v => new Voice(v, v, null))]));

    public async Task<Result<TimeSpan>> SpeakAsync(SpeakRequest request, IPcmSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (SpokenText.Check(request, Capabilities) is { } wrong) return wrong;
        var state = await InspectAsync(cancellationToken);
        if (!state.Ready) return Error.Unavailable("speech.engine_missing", $"{Info.Title}: {state.Detail} {state.Fix}");
        var client = server.Audio(request.Model ?? server.Options.TextToSpeechModel!);
        var options = new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Wav, SpeedRatio = (float)request.Speed };
        var (spoken, started) = (TimeSpan.Zero, false);
        foreach (var piece in SpokenText.Pieces(request.Text, Piece))
        {
            var answer = await server.CallAsync(async cancel =>
            {
                BinaryData wave = await client.GenerateSpeechAsync(piece, new GeneratedSpeechVoice(request.Voice ?? server.Options.Voice), options, cancel);
                await using var stream = wave.ToStream();
                return await WaveReader.ReadAsync(stream, Start, sink, cancel);
            }, cancellationToken);
            if (!answer.Ok) return answer.Error;
            spoken += answer.Value;
        }

        return spoken;

        void Start(PcmFormat format)
        {
            if (!started) sink.Start(format);
            started = true;
        }
    }
}
