using Platform.Kernel.Settings;

namespace Platform.Host.Settings;

/// <summary>Every setting of the host and of the modules that are enabled.</summary>
public sealed class SettingsCatalog
{
    private readonly Dictionary<string, SettingDefinition> _byKey;

    public SettingsCatalog(IEnumerable<SettingsType> types)
    {
        Types = [.. types.DistinctBy(t => t.Type).OrderBy(t => t.Section, StringComparer.Ordinal)];
        _byKey = Types.SelectMany(SettingDefinition.Of).ToDictionary(d => d.Key, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<SettingsType> Types { get; }

    public IEnumerable<SettingDefinition> All => _byKey.Values;

    public IEnumerable<SettingDefinition> Of(SettingsType type) => _byKey.Values.Where(d => d.Owner == type);

    public SettingDefinition? Find(string key) => _byKey.GetValueOrDefault(key);
}
