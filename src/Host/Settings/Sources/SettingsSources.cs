using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Platform.Host.Settings.Sources;

/// <summary>Where configuration comes from; the later wins: appsettings.json, environment, console, command line.</summary>
internal static class SettingsSources
{
    public static void UsePlatformSettings(this ConfigurationManager configuration)
    {
        IList<IConfigurationSource> sources = configuration.Sources;

        // The whole environment without a prefix is not configuration of this product.
        foreach (var source in sources.OfType<EnvironmentVariablesConfigurationSource>().Where(s => string.IsNullOrEmpty(s.Prefix)).ToArray()) sources.Remove(source);
        var arguments = sources.OfType<CommandLineConfigurationSource>().ToArray();
        foreach (var source in arguments) sources.Remove(source);

        sources.Add(new EnvironmentSettings());
        sources.Add(new ConsoleSettings());
        foreach (var source in arguments) sources.Add(source);
    }

    public static ConsoleSettings Console(this IConfiguration configuration) =>
        ((IConfigurationRoot)configuration).Providers.OfType<ConsoleSettings>().Single();

    /// <summary>What set the key: <c>default</c>, <c>appsettings.json</c>, an environment variable, <c>console</c>, <c>command line</c>.</summary>
    public static SettingOrigin OriginOf(this IConfiguration configuration, string key)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (!Sets(provider, key)) continue;
            return provider switch
            {
                ConsoleSettings => new SettingOrigin(SettingSource.Console, null),
                EnvironmentSettings environment => new SettingOrigin(SettingSource.Environment, environment.OriginOf(key) ?? environment.OriginOf(key + ":0")),
                FileConfigurationProvider file => new SettingOrigin(SettingSource.File, file.Source.Path),
                _ => new SettingOrigin(SettingSource.CommandLine, null),
            };
        }

        return new SettingOrigin(SettingSource.Default, null);
    }

    private static bool Sets(IConfigurationProvider provider, string key) =>
        (provider.TryGet(key, out var value) && value is not null) || provider.GetChildKeys([], key).Any();
}

/// <summary>Where a value comes from.</summary>
public enum SettingSource
{
    Default,
    File,
    Environment,
    Console,
    CommandLine,
}

/// <param name="Source">Where the value comes from.</param>
/// <param name="Name">The file or environment variable, where it is one.</param>
public sealed record SettingOrigin(SettingSource Source, string? Name);
