using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Platform.Transcription.Sharing;

/// <summary>How much one address may ask of shared transcripts, on each node: a player asks for its recording in many parts, nobody reads faster.</summary>
internal sealed class ShareLimit : IEndpointFilter, IDisposable
{
    /// <summary>Requests of one address in a row; then <see cref="PerSecond"/>.</summary>
    public const int Burst = 120;

    /// <summary>Requests of one address per second in the long run.</summary>
    public const int PerSecond = 2;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst,
        TokensPerPeriod = PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(context.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "");
        if (lease.IsAcquired) return await next(context);
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Text("Too many requests. Try again in a moment.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => _limiter.Dispose();
}
