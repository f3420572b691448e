using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Kernel.Settings;

/// <summary>An options class that was registered as settings.</summary>
public sealed record SettingsType(Type Type, string Section, string Title);

public static class SettingsRegistration
{
    /// <summary>Binds, validates at start and lists an options class marked <see cref="SettingsSectionAttribute"/>.</summary>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services)
        where TOptions : class
    {
        var section = typeof(TOptions).GetCustomAttribute<SettingsSectionAttribute>()
            ?? throw new InvalidOperationException($"{typeof(TOptions)} has no [SettingsSection].");
        services.AddSingleton(new SettingsType(typeof(TOptions), section.Section, section.Title));
        services.AddOptions<TOptions>().BindConfiguration(section.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
