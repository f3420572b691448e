using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Inputs;

/// <summary>Recordings that are downloaded from an address.</summary>
public sealed class FetchTests
{
    [Fact]
    public async Task A_download_goes_on_where_the_connection_was_lost()
    {
        var audio = await File.ReadAllBytesAsync(await Spoken.ShortAsync());
        var ranges = new List<string>();
        var folder = Directory.CreateTempSubdirectory("platform-transcription-").FullName;
        await using var source = await SourceAsync(async context =>
        {
            var range = context.Request.Headers.Range.ToString();
            lock (ranges) ranges.Add(range);
            context.Response.Headers.ETag = "\"v1\"";
            if (range.Length == 0)
            {
                context.Response.ContentLength = audio.Length;
                await context.Response.Body.WriteAsync(audio.AsMemory(0, 10_000));
                await context.Response.Body.FlushAsync();
                // A reset may overtake what was sent before.
                while (PartLength(folder) < 10_000) await Task.Delay(20);
                context.Abort();
                return;
            }

            Assert.Equal("\"v1\"", context.Request.Headers.IfRange.ToString());
            var from = int.Parse(range.Split('=', '-')[1], System.Globalization.CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{audio.Length - 1}/{audio.Length}";
            await context.Response.Body.WriteAsync(audio.AsMemory(from));
        });
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Storage:DataPath"] = folder }, engine: Engine());
        var id = await OrderAsync(app, $"{source.Urls.Single()}/shows/evening%20news.wav?token=secret");
        var done = await app.UntilAsync(id, "completed");
        Assert.Equal(("evening news.wav", audio.Length), (done.GetProperty("name").GetString(), done.GetProperty("audioBytes").GetInt32()));
        Assert.DoesNotContain("secret", done.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, ranges.Count);
        Assert.Equal("bytes=10000-", ranges[1]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_address_that_gives_nothing_fails_with_its_answer_and_can_be_tried_again()
    {
        var audio = await Spoken.ShortAsync();
        var there = false;
        await using var source = await SourceAsync(context => there ? context.Response.SendFileAsync(audio) : NotFoundAsync(context));
        await using var app = await TranscriptionApp.StartAsync(engine: Engine());
        var id = await OrderAsync(app, $"{source.Urls.Single()}/a.wav");
        var failed = await app.UntilAsync(id, "failed");
        Assert.Equal(("recording.not_fetched", "127.0.0.1 does not give the recording: it answered 404 Not Found."), (failed.GetProperty("errorCode").GetString(), failed.GetProperty("error").GetString()));

        there = true;
        using var retried = await app.PostAsync($"/api/v1/transcriptions/{id}:retry");
        await app.UntilAsync(id, "completed");
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_is_not_followed()
    {
        await using var source = await SourceAsync(context =>
        {
            context.Response.Redirect("http://169.254.169.254/latest/meta-data");
            return Task.CompletedTask;
        });
        await using var app = await TranscriptionApp.StartAsync(engine: Engine());
        var id = await OrderAsync(app, $"{source.Urls.Single()}/a.wav");
        var failed = await app.UntilAsync(id, "failed");
        Assert.Equal("url.private_address", failed.GetProperty("errorCode").GetString());
        using var refused = await app.PostAsync("/api/v1/transcriptions", new { url = "http://10.0.0.1/a.wav" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    // What it hears is not the subject here.
    private static ScriptedEngine Engine()
    {
        var engine = new ScriptedEngine { Steps = 1 };
        engine.Allow();
        return engine;
    }

    private static long PartLength(string folder)
    {
        var incoming = new DirectoryInfo(Path.Combine(folder, "transcription", "incoming"));
        return incoming.Exists ? incoming.EnumerateFiles("*.part").Sum(f => f.Length) : 0;
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task<string> OrderAsync(TranscriptionApp app, string url)
    {
        using var answer = await app.PostAsync("/api/v1/transcriptions", new { url });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<WebApplication> SourceAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var source = builder.Build();
        source.Run(answer);
        await source.StartAsync();
        return source;
    }
}
