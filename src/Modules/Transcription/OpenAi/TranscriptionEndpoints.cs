using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Tools;
using Platform.Speech;

namespace Platform.Transcription.OpenAi;

/// <summary><c>POST /v1/audio/transcriptions</c> and <c>/v1/audio/translations</c>: a file in, words out, while the client waits.</summary>
internal sealed class TranscriptionEndpoints(
    OpenAiModels models, SpeechEngines engines, SpeechPlaces places, SpeechAudioFiles files, RequestFolder folder,
    IOptionsMonitor<OpenAiSettings> settings, IOptions<MediaOptions> media)
{
    public async Task<IResult> RunAsync(HttpContext context, SpeechTask task)
    {
        var result = await TryAsync(context, task);
        if (result.Ok) return result.Value;
        if (result.Error.Kind == ErrorKind.TooMany) OpenAiError.SetRetryAfter(context.Response, SpeechPlaces.ComeBack);
        return OpenAiError.From(result.Error).ToResult();
    }

    private async Task<Result<IResult>> TryAsync(HttpContext context, SpeechTask task)
    {
        var cancel = context.RequestAborted;
        var read = await UploadedForm.ReadAsync(context.Request, folder.FullPath, settings.CurrentValue.MaxUploadBytes, cancel);
        if (!read.Ok) return read.Error;
        using var form = read.Value;
        if (form.FileName is null) return Error.InvalidField("file", "missing_required_parameter", "you must provide a file parameter with the audio");
        var called = TranscriptionCall.Read(form.Fields, task, models);
        if (!called.Ok) return called.Error;
        var call = called.Value;
        if (ToolPath.Find(media.Value.FfmpegPath) is null) return Error.Unavailable("tool.missing", "ffmpeg is not installed on this node; install it with: apt install ffmpeg");
        var chosen = await engines.ChooseAsync(call.Choice.Engine, call.Request, cancel);
        if (!chosen.Ok) return chosen.Error;
        var place = await places.EnterAsync(cancel);
        if (!place.Ok) return place.Error;
        using (place.Value)
        {
            var events = chosen.Value.Engine.TranscribeAsync(files.Open(form.FilePath), call.Request, cancel);
            return call.Stream ? await StreamAsync(context, call, events) : await AnswerAsync(call, events, cancel);
        }
    }

    private static async Task<Result<IResult>> AnswerAsync(TranscriptionCall call, IAsyncEnumerable<SpeechEvent> events, CancellationToken cancellationToken)
    {
        var heard = await Heard.FollowAsync(events, call.Request.Language, said: null, cancellationToken);
        return heard.Ok ? Result.Of(TranscriptionAnswers.Write(call, heard.Value)) : heard.Error;
    }

    /// <summary>The status is decided with the first words: until then an error is an answer of its own, afterwards an event.</summary>
    private static async Task<Result<IResult>> StreamAsync(HttpContext context, TranscriptionCall call, IAsyncEnumerable<SpeechEvent> events)
    {
        var stream = new TextEvents(context);
        var heard = await Heard.FollowAsync(events, call.Request.Language, async segment =>
        {
            var delta = stream.Started ? " " + segment.Text : segment.Text;
            await stream.WriteAsync(call.LogProbabilities
                ? new { type = "transcript.text.delta", delta, logprobs = TranscriptionAnswers.LogProbabilities([segment]) }
                : new { type = "transcript.text.delta", delta });
        }, context.RequestAborted);
        if (!heard.Ok && !stream.Started) return heard.Error;
        await stream.WriteAsync(!heard.Ok ? Failure(heard.Error) : call.LogProbabilities
            ? new { type = "transcript.text.done", text = heard.Value.Text, logprobs = TranscriptionAnswers.LogProbabilities(heard.Value.Segments), usage = TranscriptionAnswers.Usage(heard.Value) }
            : new { type = "transcript.text.done", text = heard.Value.Text, usage = TranscriptionAnswers.Usage(heard.Value) });
        return Result.Of<IResult>(TypedResults.Empty);
    }

    private static object Failure(Error error)
    {
        var told = OpenAiError.From(error);
        return new { type = "error", error = new { message = told.Message, type = told.Type, param = told.Param, code = told.Code } };
    }
}
