using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Media.Pcm;
using Platform.Media.Tools;
using Platform.Media.Urls;

namespace Platform.Media.Tests;

public sealed class PlatformMediaServicesTests
{
    [Fact]
    public async Task Everything_can_be_made_and_the_guard_follows_the_configuration()
    {
        await using var provider = Provider(("UrlGuard:AllowedNetworks", "10.0.0.0/8"), ("UrlGuard:AllowedSchemes", "http"));

        Assert.NotNull(provider.GetRequiredService<IPcmSource>());
        Assert.NotNull(provider.GetRequiredService<ExternalTool>());
        Assert.NotNull(provider.GetRequiredService<GuardedConnector>());
        var guard = provider.GetRequiredService<UrlGuard>();
        Assert.True((await guard.CheckAsync("http://10.1.2.3/live", CancellationToken.None)).Ok);
        Assert.Equal("url.scheme", (await guard.CheckAsync("https://10.1.2.3/live", CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task A_wrong_network_in_the_configuration_is_named()
    {
        await using var provider = Provider(("UrlGuard:AllowedNetworks", "10.0.0.0/8, studio"));

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<UrlGuardOptions>>().CurrentValue);

        Assert.Contains("'studio'", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddPlatformMedia(configuration).BuildServiceProvider();
    }
}
