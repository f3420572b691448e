namespace Platform.Host.Settings.Sources;

/// <summary>What was changed in the console, laid over configuration. Empty until the database could be read.</summary>
internal sealed class ConsoleSettings : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Takes over the values; whoever watches configuration is told when they differ from before.</summary>
    public void Replace(IReadOnlyDictionary<string, string?> values)
    {
        if (Data.Count == values.Count && values.All(v => Data.TryGetValue(v.Key, out var old) && old == v.Value)) return;
        Data = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);
        OnReload();
    }

    public bool Has(string key) => Data.ContainsKey(key) || Data.Keys.Any(k => k.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));
}
