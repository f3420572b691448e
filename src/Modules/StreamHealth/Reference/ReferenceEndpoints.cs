using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.StreamHealth.Reference;

/// <summary>
/// <c>/reference/{name}.mp3</c>: endless streams to try checks on. Open to all, as a check has no password: nothing of the
/// station is in them, and their listeners are limited.
/// </summary>
internal static class ReferenceEndpoints
{
    public const string Path = "/reference/";

    public static void Map(IEndpointRouteBuilder site) =>
        site.MapMethods(Path + "{file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(
        string file, HttpContext context, ReferenceStation station, IOptionsMonitor<ReferenceOptions> options, IHostApplicationLifetime lifetime)
    {
        if (!options.CurrentValue.Enabled || ReferenceProgramme.Find(file) is not { } programme) return Problems.From(Error.NotFound("reference", file));

        var withTitles = context.Request.Headers["Icy-MetaData"] == "1";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            Announce(context.Response, programme, withTitles);
            return TypedResults.Empty;
        }

        using var place = station.Enter();
        if (place is null) return Problems.From(new Error(ErrorKind.TooMany, "reference.full", "All places for listeners of the example streams are taken."));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var making = station.LoopAsync(programme, either.Token);
            if (await FailedSoonAsync(making, either.Token) is { } error) return Problems.From(error);

            Announce(context.Response, programme, withTitles);
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await context.Response.StartAsync(either.Token);
            var loop = await making;
            if (loop.Ok) await station.PlayAsync(programme, loop.Value, context.Response.Body, withTitles, either.Token);
            else context.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The listener left, or the service is stopping.
        }

        return TypedResults.Empty;
    }

    // The first listener ever waits for the encoder. On a slow machine the headers go out meanwhile, so that nobody takes us for dead.
    private static async Task<Error?> FailedSoonAsync(Task<Result<byte[]>> making, CancellationToken cancellationToken)
    {
        var patience = Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        return await Task.WhenAny(making, patience) == making ? (await making).Error : null;
    }

    private static void Announce(HttpResponse response, ReferenceProgramme programme, bool withTitles)
    {
        response.ContentType = "audio/mpeg";
        var headers = response.Headers;
        headers["icy-name"] = programme.Title;
        headers["icy-description"] = programme.Description;
        headers["icy-genre"] = "Test";
        headers["icy-br"] = "128";
        headers["icy-sr"] = "48000";
        headers["icy-pub"] = "0";
        if (withTitles) headers["icy-metaint"] = "16000";
        headers.CacheControl = "no-cache, no-store";
        headers.AccessControlAllowOrigin = "*";
    }
}
