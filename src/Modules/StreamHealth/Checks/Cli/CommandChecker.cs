using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>A report and how long the check took.</summary>
internal sealed record TimedReport(CheckReport Report, TimeSpan Duration);

/// <summary>The checks in a small container of their own, without the service's.</summary>
internal sealed class CommandChecker : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public CommandChecker(IConfiguration configuration, bool allowPrivate, LogLevel logs)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddCommandLogging(logs);
        services.AddPlatformMedia(configuration);
        services.AddStreamChecks();
        if (allowPrivate) services.PostConfigure<UrlGuardOptions>(o => o.AllowedNetworks = "0.0.0.0/0, ::/0");
        _provider = services.BuildServiceProvider();
    }

    /// <summary>Carries out a check. A wrong or refused address is an error; one that does not resolve is a dead stream.</summary>
    public async Task<Result<TimedReport>> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        var guarded = await _provider.GetRequiredService<UrlGuard>().CheckAsync(request.Url, UrlUse.Stream, cancellationToken);
        if (!guarded.Ok && guarded.Error.Code != "url.unresolved") return guarded.Error;
        var start = TimeProvider.System.GetTimestamp();
        var report = await _provider.GetRequiredService<StreamCheck>().RunAsync(request, cancellationToken);
        return new TimedReport(report, TimeProvider.System.GetElapsedTime(start));
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

internal static class CommandLogging
{
    /// <summary>Logs to stderr, as stdout is the result's; from <paramref name="least"/> on, of the framework only what is broken. The service's levels are the service's.</summary>
    public static IServiceCollection AddCommandLogging(this IServiceCollection services, LogLevel least) => services.AddLogging(log =>
    {
        log.SetMinimumLevel(least);
        log.AddFilter("Microsoft", LogLevel.Critical);
        log.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
