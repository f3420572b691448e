using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;
using Platform.Testing.Audio;

namespace Platform.Host.Tests.Speech;

/// <summary>Engines and models in the running service.</summary>
public sealed class SpeechApiTests
{
    private const string Models = "/api/v1/speech/models";

    [Fact]
    public async Task A_model_is_imported_listed_and_deleted()
    {
        await using var app = new HostApp();
        using var admin = await app.ProgramAsync(Roles.Admin);
        var path = Path.Combine(app.Folder, "made.bin");
        GeneratedWhisperModel.Write(path, [(0, 2, "hello")]);
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(path));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        var made = await admin.PostAsync($"{Models}:import?file=ggml-mine.bin", body);
        Assert.Equal((HttpStatusCode.Created, $"{Models}/mine"), (made.StatusCode, made.Headers.Location?.OriginalString));
        var mine = await admin.GetFromJsonAsync<JsonElement>($"{Models}/mine");
        Assert.Equal(("installed", "whisper"), (mine.GetProperty("state").GetString(), mine.GetProperty("kind").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Models}/mine")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{Models}/mine")).StatusCode);
    }

    [Fact]
    public async Task A_download_runs_in_the_background_and_wrong_bytes_are_shown_and_not_kept()
    {
        await using var source = await SourceAsync(context => context.Response.WriteAsync("These are not the bytes that were published."));
        await using var app = new HostApp();
        app.Settings["Speech:Models:SourceUrl"] = source.Urls.Single();
        using var admin = await app.ProgramAsync(Roles.Admin);

        Assert.Equal(HttpStatusCode.Accepted, (await admin.PostAsync($"{Models}/tiny:download", null)).StatusCode);
        var tiny = await UntilAsync(admin, "tiny", m => m.TryGetProperty("download", out var d) && d.ValueKind == JsonValueKind.Object && d.GetProperty("problem").ValueKind == JsonValueKind.String);
        Assert.Equal("available", tiny.GetProperty("state").GetString());
        Assert.Contains("bd577a113a864445d4c299885e0cb97d4ba92b5f", tiny.GetProperty("download").GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(app.Folder, "models"), "*.bin"));
    }

    [Fact]
    public async Task A_download_can_be_paused_and_what_came_is_deleted_on_request()
    {
        await using var source = await SourceAsync(async context =>
        {
            context.Response.Headers.ETag = "\"x\"";
            context.Response.ContentLength = 70 << 20;
            await context.Response.Body.WriteAsync(new byte[1 << 20]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using var app = new HostApp();
        app.Settings["Speech:Models:SourceUrl"] = source.Urls.Single();
        using var admin = await app.ProgramAsync(Roles.Admin);
        await admin.PostAsync($"{Models}/base:download", null);
        await UntilAsync(admin, "base", m => m.GetProperty("state").GetString() == "downloading" && m.GetProperty("download").GetProperty("bytes").GetInt64() > 0);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"{Models}/base:pause", null)).StatusCode);
        await UntilAsync(admin, "base", m => m.GetProperty("state").GetString() == "paused");
        Assert.Equal(HttpStatusCode.Conflict, (await admin.PostAsync($"{Models}/base:pause", null)).StatusCode);
        await UntilDeletedAsync(admin);
    }

    [Fact]
    public async Task Engines_say_how_they_are_and_are_tested_for_real_by_those_who_may()
    {
        await using var app = new HostApp();
        using var viewer = await app.ProgramAsync(Roles.Viewer);
        var engines = (await viewer.GetFromJsonAsync<JsonElement>("/api/v1/speech/engines")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(engines, e => e.GetProperty("id").GetString() == "whisper" && !e.GetProperty("ready").GetBoolean() && e.GetProperty("fix").GetString()!.Length > 0);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/api/v1/speech/engines/textToSpeech/espeak-ng:test", null)).StatusCode);

        using var operate = await app.ProgramAsync(Roles.Operator);
        var spoke = await operate.PostAsync("/api/v1/speech/engines/textToSpeech/espeak-ng:test", null);
        Assert.StartsWith("Spoke for", (await spoke.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("said").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await operate.PostAsync("/api/v1/speech/engines/speechToText/openai:test", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await operate.PostAsync("/api/v1/speech/engines/speechToText/nobody:test", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await operate.PostAsync($"{Models}/tiny:download", null)).StatusCode);
    }

    private static async Task UntilDeletedAsync(HttpClient admin)
    {
        // The stopped download may hold its file for a moment yet.
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Models}/base")).StatusCode);
        await UntilAsync(admin, "base", m => m.GetProperty("state").GetString() == "available");
    }

    private static async Task<JsonElement> UntilAsync(HttpClient client, string model, Func<JsonElement, bool> condition)
    {
        for (var i = 0; i < 1_200; i++)
        {
            var now = await client.GetFromJsonAsync<JsonElement>($"{Models}/{model}");
            if (condition(now)) return now;
            await Task.Delay(250); // well below the limit of requests
        }

        throw new Xunit.Sdk.XunitException($"{model} did not get there: {await client.GetStringAsync($"{Models}/{model}")}");
    }

    private static async Task<WebApplication> SourceAsync(RequestDelegate serve)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(serve);
        await app.StartAsync();
        return app;
    }
}
