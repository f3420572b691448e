using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Tools;
using Platform.Speech;

namespace Platform.Transcription.OpenAi;

/// <summary>
/// <c>POST /v1/audio/speech</c>: text in, sound out. The whole is spoken and encoded before the first byte is sent: engines here are
/// many times faster than speech, and what goes wrong can still be said with a status.
/// </summary>
internal sealed class SpeakEndpoint(
    OpenAiModels models, SpeechEngines engines, SpeechPlaces places, RequestFolder folder, ExternalTool tool, IOptions<MediaOptions> media)
{
    private const int EventBytes = 16 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task RunAsync(HttpContext context)
    {
        var (raw, encoded) = (folder.NewFile("f32"), folder.NewFile("out"));
        try
        {
            var made = await MakeAsync(context, raw, encoded);
            if (made.Ok) await SendAsync(context, made.Value, encoded);
            else await RefuseAsync(context, made.Error);
        }
        finally
        {
            File.Delete(raw);
            File.Delete(encoded);
        }
    }

    private static Task RefuseAsync(HttpContext context, Error error)
    {
        if (error.Kind == ErrorKind.TooMany) OpenAiError.SetRetryAfter(context.Response, SpeechPlaces.ComeBack);
        return OpenAiError.From(error).ToResult().ExecuteAsync(context);
    }

    private async Task<Result<SpeakCall>> MakeAsync(HttpContext context, string raw, string encoded)
    {
        var cancel = context.RequestAborted;
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var called = SpeakCall.Read(await reader.ReadToEndAsync(cancel), models);
        if (!called.Ok) return called.Error;
        var call = called.Value;
        var chosen = await engines.ChooseAsync(call.Choice.Engine, call.Request, cancel);
        if (!chosen.Ok) return chosen.Error;
        var engine = chosen.Value.Engine;
        var place = await places.EnterAsync(cancel);
        if (!place.Ok) return place.Error;
        using (place.Value)
        {
            using var spoken = new SpokenFile(raw);
            var said = await engine.SpeakAsync(call.Request with { Voice = SpeechVoices.For(engine.Info, call.Voice, call.Request.Language) }, spoken, cancel);
            if (!said.Ok) return said.Error.Fields.ContainsKey("text") ? Error.InvalidField("input", said.Error.Code, said.Error.Message) : said.Error;
            if (said.Value == TimeSpan.Zero) return Error.InvalidField("input", "speech.text_empty", "There is nothing in the input that can be spoken.");
            spoken.Dispose();
            return await EncodeAsync(spoken, raw, encoded, call.Format, cancel) is { } error ? error : call;
        }
    }

    private async Task<Error?> EncodeAsync(SpokenFile spoken, string raw, string encoded, AudioFormat format, CancellationToken cancellationToken)
    {
        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostats", "-nostdin", "-protocol_whitelist", "file",
            "-f", "f32le", "-ar", Number(spoken.Format.SampleRate), "-ac", Number(spoken.Format.Channels), "-i", $"file:{raw}",
            "-ac", "1", "-ar", Number(AudioFormat.SampleRate), .. format.Arguments, $"file:{encoded}",
        ];
        var run = await tool.RunAsync(new ToolRequest(media.Value.FfmpegPath, arguments) { Timeout = Patience, MayStartOthers = false, InstallHint = "install it with: apt install ffmpeg" }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return run.ToError();
    }

    private static async Task SendAsync(HttpContext context, SpeakCall call, string encoded)
    {
        if (call.Events)
        {
            await SendEventsAsync(context, call, encoded);
            return;
        }

        context.Response.ContentType = call.Format.MediaType;
        context.Response.ContentLength = new FileInfo(encoded).Length;
        await context.Response.SendFileAsync(encoded, context.RequestAborted);
    }

    private static async Task SendEventsAsync(HttpContext context, SpeakCall call, string encoded)
    {
        var events = new TextEvents(context);
        var block = ArrayPool<byte>.Shared.Rent(EventBytes);
        try
        {
            await using var file = File.OpenRead(encoded);
            int read;
            while ((read = await file.ReadAtLeastAsync(block.AsMemory(0, EventBytes), EventBytes, throwOnEndOfStream: false, context.RequestAborted)) > 0)
                await events.WriteAsync(new { type = "speech.audio.delta", audio = Convert.ToBase64String(block, 0, read) });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        // OpenAI counts tokens; here nothing is billed, and words stand for them.
        var words = call.Request.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        await events.WriteAsync(new { type = "speech.audio.done", usage = new { input_tokens = words, output_tokens = 0, total_tokens = words } });
    }
}
