using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Media.Pcm;
using Platform.Speech.Tests.Words;

namespace Platform.Speech.Tests.OpenAi;

/// <summary>
/// A server on loopback that speaks OpenAI's audio and chat API as its reference describes it, multipart and all, and really does the
/// work: it listens by pocketsphinx and speaks by flite.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    public const string Key = "sk-loopback";
    private readonly Floor _engines = new();
    private readonly WebApplication _app;

    private LoopbackServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(GuardAsync);
        _app.MapPost("/v1/audio/transcriptions", (HttpRequest request) => HearAsync(request, translate: false));
        _app.MapPost("/v1/audio/translations", (HttpRequest request) => HearAsync(request, translate: true));
        _app.MapPost("/v1/audio/speech", SpeakAsync);
        _app.MapPost("/v1/chat/completions", ChatAsync);
    }

    public string BaseUrl => _app.Urls.Single() + "/v1";

    /// <summary>The fields of each request that came, and the lengths of files.</summary>
    public List<Dictionary<string, string>> Requests { get; } = [];

    /// <summary>Answers to give first, before it works as it should.</summary>
    public Queue<Func<HttpContext, Task>> Trouble { get; } = [];

    public static async Task<LoopbackServer> StartAsync()
    {
        var server = new LoopbackServer();
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _engines.DisposeAsync();
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (Trouble.TryDequeue(out var trouble)) await trouble(context);
        else if (context.Request.Headers.Authorization != $"Bearer {Key}") await FailAsync(context, 401, "Incorrect API key provided.", "invalid_api_key");
        else await next(context);
    }

    public static async Task FailAsync(HttpContext context, int status, string message, string code)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error = new { message, type = "invalid_request_error", param = (string?)null, code } });
    }

    private async Task<IResult> HearAsync(HttpRequest request, bool translate)
    {
        var form = await request.ReadFormAsync();
        var file = form.Files.Single(f => f.Name == "file");
        Requests.Add(form.Keys.ToDictionary(k => k, k => string.Join(',', form[k].ToArray())).Append(new("bytes", file.Length.ToString(CultureInfo.InvariantCulture))).ToDictionary());
        if (form["model"] != "whisper-1") return Results.Json(new { error = new { message = $"The model '{form["model"]}' does not exist", code = "model_not_found" } }, statusCode: 404);

        // As the reference has it: granularities need verbose_json.
        var granularities = form["timestamp_granularities[]"].ToArray();
        var verbose = form["response_format"] == "verbose_json";
        if (granularities.Length > 0 && !verbose) return Results.Json(new { error = new { message = "timestamp_granularities needs verbose_json" } }, statusCode: 400);
        await using var stream = file.OpenReadStream();
        var wave = new SpokenFile();
        await Synthesis.WaveReading.ReadAsync(stream, wave);
        var heard = (await _engines.PocketSphinx.TranscribeAsync(SpeechAudio.FromSamples(wave.ToSamples()), new SpeechToTextRequest(), CancellationToken.None).CollectAsync(CancellationToken.None)).Value;
        if (!verbose) return Results.Json(new { text = heard.Text });
        return Results.Json(new
        {
            task = translate ? "translate" : "transcribe",
            language = "english",
            duration = wave.Seconds,
            text = heard.Text,
            segments = granularities.Length == 0 || granularities.Contains("segment")
                ? heard.Segments.Select((s, i) => new
                {
                    id = i,
                    seek = 0,
                    start = s.Start.TotalSeconds,
                    end = s.End.TotalSeconds,
                    text = " " + s.Text,
                    tokens = new[] { 50364 },
                    temperature = 0.0,
                    avg_logprob = -0.3,
                    compression_ratio = 1.2,
                    no_speech_prob = 0.01,
                }) : null,
            words = granularities.Contains("word") ? heard.Segments.SelectMany(s => s.Words).Select(w => new { word = w.Text, start = w.Start.TotalSeconds, end = w.End.TotalSeconds }) : null,
        });
    }

    private async Task<IResult> SpeakAsync(JsonElement body)
    {
        Requests.Add(body.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString()));
        var clip = new WavClip(32 << 20);
        await _engines.Flite.SpeakAsync(new SpeakRequest(body.GetProperty("input").GetString()!), clip, CancellationToken.None);
        return Results.Bytes(clip.ToFile()!, "audio/wav");
    }

    private IResult ChatAsync(JsonElement body)
    {
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        Requests.Add(new Dictionary<string, string> { ["model"] = body.GetProperty("model").GetString()!, ["system"] = messages[0].GetProperty("content").ToString() });
        var said = messages[^1].GetProperty("content").GetString()!;
        return Results.Json(new
        {
            id = "chatcmpl-1",
            @object = "chat.completion",
            created = 1_700_000_000,
            model = "translator",
            choices = new[] { new { index = 0, message = new { role = "assistant", content = said.Replace("house", "casa", StringComparison.Ordinal) }, finish_reason = "stop" } },
            usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
        });
    }
}
