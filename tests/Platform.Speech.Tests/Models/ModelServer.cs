using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Speech.Tests.Models;

/// <summary>A file server with byte ranges on loopback, that misbehaves as told: one trouble per request, then it does as it should.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelServer(byte[] content)
    {
        Content = content;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public byte[] Content { get; set; }

    public string Tag { get; set; } = "\"one\"";

    public string Url => _app.Urls.Single();

    /// <summary>Where each request wanted to begin.</summary>
    public List<long> Starts { get; } = [];

    /// <summary>One per request.</summary>
    public Queue<Trouble> Troubles { get; } = [];

    public static async Task<ModelServer> StartAsync(byte[] content)
    {
        var server = new ModelServer(content);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var trouble = Troubles.TryDequeue(out var next) ? next : Trouble.None;
        var wanted = context.Request.Headers.Range.ToString() is { Length: > 0 } range && context.Request.Headers.IfRange == Tag
            ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        Starts.Add(wanted);
        var response = context.Response;
        switch (trouble)
        {
            case Trouble.NotFound:
                response.StatusCode = 404;
                return;
            case Trouble.Busy:
                response.StatusCode = 503;
                return;
            case Trouble.SignInPage:
                response.ContentType = "text/html";
                await response.WriteAsync("<html>Please sign in to the guest network</html>");
                return;
        }

        if (trouble == Trouble.IgnoresRanges) wanted = 0;
        var body = Content.AsMemory((int)wanted);
        response.Headers.ETag = Tag;
        response.StatusCode = wanted > 0 ? (int)HttpStatusCode.PartialContent : 200;
        if (wanted > 0) response.Headers.ContentRange = $"bytes {(trouble == Trouble.WrongRange ? wanted + 7 : wanted)}-{Content.Length - 1}/{Content.Length}";
        response.ContentLength = body.Length;
        if (trouble is Trouble.Drops or Trouble.Stalls)
        {
            await response.Body.WriteAsync(body[..(body.Length / 3)]);
            await response.Body.FlushAsync();
            // A connection that is torn down at once takes along what was not read yet.
            await Task.Delay(300);
            if (trouble == Trouble.Stalls) await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Abort();
            return;
        }

        await response.Body.WriteAsync(body);
    }
}

/// <summary>What a server does wrong.</summary>
internal enum Trouble
{
    None,
    Drops,
    Stalls,
    Busy,
    NotFound,
    SignInPage,
    IgnoresRanges,
    WrongRange,
}
