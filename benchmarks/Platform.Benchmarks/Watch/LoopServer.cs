using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Testing.Audio;

namespace Platform.Benchmarks.Watch;

/// <summary>A light stream server in this process: any path plays the same MP3 loop, a burst first, then as fast as it is to be heard.</summary>
internal sealed class LoopServer : IAsyncDisposable
{
    private const int BytesPerSecond = 128_000 / 8;
    private const int BurstSeconds = 4; // what icecast sends at once by default (65,535 bytes)
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);
    private readonly WebApplication _app;

    private LoopServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<LoopServer> StartAsync()
    {
        var loop = await TestAudio.BytesAsync(AudioVariant.Programme);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => PlayAsync(context, loop));
        await app.StartAsync();
        return new LoopServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task PlayAsync(HttpContext context, byte[] loop)
    {
        var (response, gone) = (context.Response, context.RequestAborted);
        response.ContentType = "audio/mpeg";
        response.Headers["icy-name"] = "Loop";
        response.Headers["icy-br"] = "128";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        try
        {
            var at = await SendAsync(response, loop, 0, BurstSeconds * BytesPerSecond, gone);
            using var pace = new PeriodicTimer(Step);
            while (await pace.WaitForNextTickAsync(gone)) at = await SendAsync(response, loop, at, (int)(BytesPerSecond * Step.TotalSeconds), gone);
        }
        catch (OperationCanceledException)
        {
            // The listener has heard enough.
        }
    }

    private static async Task<int> SendAsync(HttpResponse response, byte[] loop, int at, int count, CancellationToken gone)
    {
        while (count > 0)
        {
            var part = Math.Min(count, loop.Length - at);
            await response.Body.WriteAsync(loop.AsMemory(at, part), gone);
            (at, count) = ((at + part) % loop.Length, count - part);
        }

        await response.Body.FlushAsync(gone);
        return at;
    }
}
