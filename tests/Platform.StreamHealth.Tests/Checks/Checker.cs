using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Media;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>Runs real checks with the real services; loopback is allowed unless a test says otherwise.</summary>
internal sealed class Checker : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public Checker(params (string Key, string Value)[] settings)
        : this(_ => { }, settings)
    {
    }

    /// <param name="replace">Adds services that the test has of its own.</param>
    /// <param name="settings">Further configuration.</param>
    public Checker(Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["UrlGuard:AllowedNetworks"] = "127.0.0.0/8, ::1",
            ["StreamHealth:Checks:AnswerTimeoutSeconds"] = "30",
            ["StreamHealth:Checks:StallTimeoutSeconds"] = "30",
            ["StreamHealth:Checks:ListenAllowanceSeconds"] = "120",
        };
        foreach (var (key, value) in settings) values[key] = value;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddLogging();
        services.AddPlatformMedia(new ConfigurationBuilder().Build());
        services.AddStreamChecks();
        replace(services);
        _provider = services.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public Task<CheckReport> RunAsync(Uri url, int phase = 1, int seconds = 3, CheckThresholds? thresholds = null) =>
        RunAsync(url.AbsoluteUri, phase, seconds, thresholds);

    public Task<CheckReport> RunAsync(string url, int phase = 1, int seconds = 3, CheckThresholds? thresholds = null) => Get<StreamCheck>().RunAsync(
        new CheckRequest { Url = url, Phase = phase, SampleSeconds = seconds, Thresholds = thresholds ?? CheckThresholds.Default }, CancellationToken.None);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

internal static class Verdicts
{
    public static string[] Codes(this CheckReport report) => [.. report.Findings.Where(f => f.Severity > Severity.Info).Select(f => f.Code)];
}
