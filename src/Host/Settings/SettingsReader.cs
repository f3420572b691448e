using Platform.Host.Settings.Sources;

namespace Platform.Host.Settings;

/// <summary>Every setting with the value it has now and where that comes from.</summary>
public sealed class SettingsReader(SettingsCatalog catalog, IConfiguration configuration)
{
    public IReadOnlyList<SettingsGroup> List() =>
        [.. catalog.Types.Select(t => new SettingsGroup(t.Section, t.Title, [.. catalog.Of(t).Select(View)]))];

    public SettingView? Find(string key) => catalog.Find(key) is { } definition ? View(definition) : null;

    private SettingView View(SettingDefinition definition)
    {
        var value = ValueOf(definition);
        var origin = configuration.OriginOf(definition.Key);
        return new SettingView(
            definition.Key,
            definition.Name,
            definition.Description,
            definition.Kind,
            definition.Choices,
            definition.Secret ? null : value,
            !string.IsNullOrEmpty(value),
            definition.Secret ? null : definition.Default,
            origin.Source,
            origin.Name,
            definition.Variable,
            definition.Runtime,
            definition.Secret);
    }

    private string? ValueOf(SettingDefinition definition)
    {
        try
        {
            var options = configuration.GetSection(definition.Owner.Section).Get(definition.Owner.Type);
            return options is null ? definition.Default : SettingDefinition.Text(definition.Property.GetValue(options));
        }
        catch (InvalidOperationException)
        {
            return configuration[definition.Key];
        }
    }
}
