namespace Platform.Host.Settings;

internal static class SettingsServices
{
    public static IServiceCollection AddPlatformSettings(this IServiceCollection services)
    {
        services.AddSingleton<SettingsCatalog>();
        services.AddSingleton<SettingsCheck>();
        services.AddSingleton<SettingsReader>();
        services.AddSingleton<SettingsStore>();
        services.AddHostedService<SettingsRefresh>();
        return services;
    }
}
