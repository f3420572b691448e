using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Host.Data;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Host.Api.Idempotency;

/// <summary>
/// Answers a creation that is sent again with the same <c>Idempotency-Key</c> with what was answered first. Only
/// successes are kept: after a failure the same key may be tried again.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IdempotencyStore store)
{
    public const string KeyHeader = "Idempotency-Key";

    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Bytes of a request that may carry a key; larger ones are uploads, which have their own way to resume.</summary>
    public const int MaxRequestBytes = 1024 * 1024;

    /// <summary>Whether requests of this method may carry a key.</summary>
    public static bool Covers(string? method) => method is not null && HttpMethods.IsPost(method);

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!Covers(request.Method) || context.GetEndpoint()?.Metadata is not { } metadata || metadata.GetMetadata<HoldsSecret>() is not null
            || !request.Path.StartsWithSegments("/api") || context.User.Identity?.IsAuthenticated != true
            || !request.Headers.TryGetValue(KeyHeader, out var header))
        {
            await next(context);
            return;
        }

        var key = header.ToString();
        var error = key.Length is 0 or > IdempotencyRecord.KeyLength || key.Any(char.IsControl) ? InvalidKey : null;
        var hash = error is null ? await HashAsync(request, context.RequestAborted) : null;
        if (hash is null)
        {
            await Problems.From(error ?? TooLarge).ExecuteAsync(context);
            return;
        }

        var attempt = new IdempotentRequest(Caller.IdOf(context), key, request.Method, request.Path.Value!, hash);
        var claim = await store.ClaimAsync(attempt, context.RequestAborted);
        await (claim.Outcome switch
        {
            ClaimOutcome.Ours => RunAsync(context, claim),
            ClaimOutcome.Answered => ReplayAsync(context, claim.Answer!),
            ClaimOutcome.AtWork => Problems.From(AtWork).ExecuteAsync(context),
            _ => Reused.ExecuteAsync(context),
        });
    }

    private static Error InvalidKey => Error.Invalid("idempotency.key_invalid", $"{KeyHeader} takes 1 to {IdempotencyRecord.KeyLength} printable characters.");

    private static Error TooLarge => Error.Invalid("idempotency.body_too_large", $"A request with {KeyHeader} may have a body of up to {MaxRequestBytes / 1024} kB.");

    private static Error AtWork => Error.Conflict("idempotency.at_work", "The same request is being worked on. Ask again in a moment.");

    private static ProblemHttpResult Reused => TypedResults.Problem(
        $"This {KeyHeader} was used for another request. Use a new one for each creation.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["code"] = "idempotency.key_reused" });

    private async Task RunAsync(HttpContext context, Claim claim)
    {
        var body = context.Response.Body;
        var recording = new RecordingStream(body);
        context.Response.Body = recording;
        var kept = false;
        try
        {
            await next(context);
            context.Response.Body = body;
            if (context.Response.StatusCode is >= 200 and < 300)
            {
                // Kept before it is sent: a client that has the answer and asks again must find it.
                await store.CompleteAsync(claim, recording.Answer(context.Response), CancellationToken.None);
                kept = true;
            }

            await recording.SendAsync(context.RequestAborted);
        }
        finally
        {
            context.Response.Body = body;
            if (!kept) await store.ReleaseAsync(claim, CancellationToken.None);
        }
    }

    private static async Task ReplayAsync(HttpContext context, StoredAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        context.Response.Headers[ReplayedHeader] = "true";
        if (answer.Body.Length > 0) await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>SHA-256 of what makes the request this one; null when its body is too large.</summary>
    private static async Task<string?> HashAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxRequestBytes) return null;
        request.EnableBuffering(64 * 1024);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.ContentType}\n"));
        var buffer = new byte[16 * 1024];
        long total = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            total += read;
            if (total > MaxRequestBytes) return null;
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
