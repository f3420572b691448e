using Microsoft.Extensions.Options;
using Platform.Kernel.Settings;

namespace Platform.Host.Console.Settings;

/// <summary>The values in force now and where each comes from.</summary>
internal sealed class SettingsReader(IEnumerable<SettingsType> types, IConfiguration configuration, IServiceProvider services)
{
    public IReadOnlyList<SettingsType> Sections { get; } = [.. types.OrderBy(t => t.Title, StringComparer.Ordinal)];

    /// <summary>The section's settings with their values; null values where a setting is secret.</summary>
    public IReadOnlyList<SettingValue> Read(SettingsType section)
    {
        var now = Current(section.Type);
        var untouched = Activator.CreateInstance(section.Type);
        return [.. SettingDescription.Of(section).Select(s => Value(s, now, untouched))];
    }

    private SettingValue Value(SettingDescription setting, object now, object? untouched)
    {
        var value = SettingDescription.Text(setting.Property.GetValue(now));
        var standard = SettingDescription.Text(setting.Property.GetValue(untouched));
        return setting.Secret
            ? new SettingValue(setting, value.Length > 0 ? "set" : "not set", "", SourceOf(setting.Key))
            : new SettingValue(setting, value, standard, SourceOf(setting.Key));
    }

    private object Current(Type options)
    {
        var monitor = services.GetRequiredService(typeof(IOptionsMonitor<>).MakeGenericType(options));
        return monitor.GetType().GetProperty(nameof(IOptionsMonitor<object>.CurrentValue))!.GetValue(monitor)!;
    }

    // The last provider that knows the key, or something below it, wins.
    private string? SourceOf(string key)
    {
        var provider = ((IConfigurationRoot)configuration).Providers.Reverse()
            .FirstOrDefault(p => p.TryGet(key, out _) || p.GetChildKeys([], key).Any());
        return provider switch
        {
            null => null,
            FileConfigurationProvider file => file.Source.Path,
            _ when provider.GetType().Name.StartsWith("Environment", StringComparison.Ordinal) => "environment",
            _ when provider.GetType().Name.StartsWith("CommandLine", StringComparison.Ordinal) => "command line",
            _ => "console",
        };
    }
}

/// <summary>A setting with its value.</summary>
/// <param name="Setting">What it is.</param>
/// <param name="Value">The value in force, as configuration would have it.</param>
/// <param name="Standard">The value when nobody sets it.</param>
/// <param name="Source">Where the value comes from; null when it is the standard one.</param>
public sealed record SettingValue(SettingDescription Setting, string Value, string Standard, string? Source);
