using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Tests.Preprocessing;

/// <summary><c>RNNOISE_MODEL_URL</c>, with a real server on loopback.</summary>
public sealed class RnnoiseDownloadTests
{
    [Fact]
    public async Task A_model_that_is_not_here_is_downloaded_once_and_used()
    {
        var asked = 0;
        await using var server = await StartAsync(async context =>
        {
            Interlocked.Increment(ref asked);
            await context.Response.WriteAsync(GeneratedRnnoiseModel.Write());
        });
        using var tools = new Tools();
        using var models = tools.Rnnoise();
        var places = new PreprocessingPlaces { RnnoiseModel = tools.PathOf("models/sh.rnnn"), RnnoiseModelUrl = server.Urls.First() + "/sh.rnnn" };
        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => models.FindAsync(places, CancellationToken.None)));
        Assert.All(found, f => Assert.Equal(places.RnnoiseModel, f.Value));
        Assert.Equal(1, asked);
        Assert.Equal(["sh.rnnn"], Directory.GetFiles(tools.PathOf("models")).Select(Path.GetFileName));

        // By the step itself, into the data folder.
        var file = await tools.SpeakAsync("in.wav");
        var opened = await tools.Preprocessor.OpenAsync(file, new PreprocessingOptions { Steps = [new RnnoiseStep()] }, places with { RnnoiseModel = null }, 0, CancellationToken.None);
        Assert.True(opened.Ok, opened.Error?.Message);
        Assert.True(File.Exists(tools.PathOf("rnnoise/model.rnnn")));
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData("/missing", "answered 404")]
    [InlineData("/page", "no model of RNNoise")]
    [InlineData("/large", "larger than 20 MB")]
    [InlineData("/endless", "larger than 20 MB")]
    [InlineData("/cut", "")]
    public async Task What_is_no_model_is_an_error_that_says_why_and_leaves_nothing(string path, string reason)
    {
        await using var server = await StartAsync(async context =>
        {
            if (context.Request.Path == "/page") await context.Response.WriteAsync("<!DOCTYPE html><html><body>Sign in, please</body></html>");
            else if (context.Request.Path == "/large")
            {
                context.Response.ContentLength = 1L << 40;
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else if (context.Request.Path == "/missing") context.Response.StatusCode = 404;
            else if (context.Request.Path == "/endless") for (var i = 0; i < 400; i++) await context.Response.Body.WriteAsync(new byte[64 << 10], context.RequestAborted);
            else
            {
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("rnnoise-nu model file version 1\n");
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });
        using var tools = new Tools();
        using var models = tools.Rnnoise();
        var places = new PreprocessingPlaces { RnnoiseModel = tools.PathOf("models/sh.rnnn"), RnnoiseModelUrl = server.Urls.First() + path };
        var error = (await models.FindAsync(places, CancellationToken.None)).Error!;
        Assert.Equal("transcription.rnnoise_not_fetched", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(tools.PathOf("models")) ? Directory.GetFiles(tools.PathOf("models")) : []);
    }

    [Fact]
    public async Task Offline_it_says_where_the_file_belongs_and_waits_before_it_asks_again()
    {
        var url = "";
        await using (var gone = await StartAsync(_ => Task.CompletedTask)) url = gone.Urls.First() + "/sh.rnnn";
        using var tools = new Tools();
        var clock = new Platform.Testing.FakeTimeProvider();
        using var models = tools.Rnnoise(clock);
        var places = new PreprocessingPlaces { RnnoiseModelUrl = url };
        var first = (await models.FindAsync(places, CancellationToken.None)).Error!;
        Assert.Contains("put the file where STT_PREPROCESS_RNNOISE_MODEL says", first.Message, StringComparison.Ordinal);
        Assert.Same(first, (await models.FindAsync(places, CancellationToken.None)).Error);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotSame(first, (await models.FindAsync(places, CancellationToken.None)).Error);

        // The guard stands before it.
        using var guarded = tools.Rnnoise(networks: "");
        Assert.Contains("127.0.0.1", (await guarded.FindAsync(places, CancellationToken.None)).Error!.Message, StringComparison.Ordinal);
        Assert.Equal("transcription.rnnoise_not_fetched", (await guarded.FindAsync(new PreprocessingPlaces { RnnoiseModelUrl = "ftp://example.org/x" }, CancellationToken.None)).Error!.Code);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
