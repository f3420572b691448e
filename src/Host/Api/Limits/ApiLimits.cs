using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Platform.Host.Api.Errors;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Host.Api.Limits;

/// <summary>How much one caller may ask of the API. Health, metrics, pages and static files are not limited here.</summary>
internal static class ApiLimits
{
    public static void AddApiLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptionsMonitor<ApiOptions>>((limiter, options) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, options.CurrentValue));
            limiter.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected.HttpContext, RetryAfter(rejected.Lease)));
        });
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>The largest body a request may have, unless its endpoint states its own limit. Before routing, which applies those.</summary>
    public static void UseBodyLimit(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = context.RequestServices.GetRequiredService<IOptionsMonitor<ApiOptions>>().CurrentValue.MaxRequestBytes;
        return next(context);
    });

    /// <summary>429 as a problem, with when to come back.</summary>
    public static Task RefuseAsync(HttpContext context, TimeSpan retryAfter)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var error = new Error(ErrorKind.TooMany, ProblemCodes.TooMany, $"Too many requests. Try again in {seconds} s.");
        return context.ForeignApi()?.RefuseAsync(context, StatusCodes.Status429TooManyRequests, error) ?? Problems.From(error).ExecuteAsync(context);
    }

    private static RateLimitPartition<string> Partition(HttpContext context, ApiOptions options)
    {
        if (!context.IsApi() && !context.Request.Path.StartsWithSegments("/openapi"))
            return RateLimitPartition.GetNoLimiter("unlimited");
        var perMinute = options.RequestsPerMinute;

        // The rate is part of the key, so that a changed setting takes effect at once.
        return RateLimitPartition.GetTokenBucketLimiter($"{perMinute} {Caller.IdOf(context)}", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, perMinute / 4),
            TokensPerPeriod = Math.Max(1, perMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / perMinute * Math.Max(1, perMinute / 60)),
            QueueLimit = 0,
        });
    }

    private static TimeSpan RetryAfter(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
}
