using System.Collections;

namespace Platform.Host.Settings.Sources;

/// <summary>
/// The environment as configuration: short names, then <c>PLATFORM__Section__Key</c>. A variable whose name ends in
/// <c>_FILE</c> names a file that holds the value, which is how secrets are mounted.
/// </summary>
internal sealed class EnvironmentSettings(IDictionary variables) : ConfigurationProvider, IConfigurationSource
{
    private const string Prefix = "PLATFORM__";
    private const string FileSuffix = "_FILE";

    private readonly Dictionary<string, string> _origins = new(StringComparer.OrdinalIgnoreCase);

    public EnvironmentSettings()
        : this(Environment.GetEnvironmentVariables())
    {
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>The variable that set the key.</summary>
    public string? OriginOf(string key) => _origins.GetValueOrDefault(key);

    public override void Load()
    {
        Data.Clear();
        _origins.Clear();
        foreach (var name in ShortNames.All)
        {
            if (ValueOf(name.Variable) is not { } found) continue;
            foreach (var (key, value) in name.Expand(found.Value)) Put(key, value, found.Variable);
        }

        foreach (var variable in variables.Keys.Cast<string>().Where(v => v.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            var name = variable.EndsWith(FileSuffix, StringComparison.Ordinal) ? variable[..^FileSuffix.Length] : variable;
            if (ValueOf(name) is { } found) Put(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), found.Value, found.Variable);
        }
    }

    private void Put(string key, string? value, string variable)
    {
        Data[key] = value;
        _origins[key] = variable;
    }

    private (string Value, string Variable)? ValueOf(string variable)
    {
        if (variables[variable] is string value) return (value, variable);
        if (variables[variable + FileSuffix] is not string { Length: > 0 } file) return null;
        try
        {
            return (File.ReadAllText(file).TrimEnd('\r', '\n'), variable + FileSuffix);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{variable}{FileSuffix}: the file '{file}' cannot be read: {e.Message}");
        }
    }
}
