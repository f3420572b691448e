using System.Globalization;
using System.Text;
using Platform.Host.Settings.Sources;

namespace Platform.Host.Settings.Documentation;

/// <summary>Writes docs/configuration.md from the options classes themselves.</summary>
internal static class ConfigurationDocument
{
    private const string Introduction =
        """
        # Configuration

        <!-- Written by a test from the option classes: PLATFORM_UPDATE_DOCS=1 dotnet test tests/Platform.Host.Tests --filter ConfigurationDocument -->

        The later wins:

        1. `appsettings.json`
        2. the environment: `PLATFORM__Section__Key=value` (two underscores each), and the short names below
        3. the console's Settings page and `PUT /api/v1/settings/{key}`, for settings marked *at run time*
        4. the command line of `platform serve`: `--Section:Key=value`

        A variable whose name ends in `_FILE` names a file that holds the value: `PLATFORM__Database__ConnectionString_FILE=/run/secrets/db`.
        The elements of a list are numbered: `PLATFORM__Api__TrustedProxies__0=10.0.0.0/8`.

        Values are checked at start; the service names the key that is wrong and exits with 1. `platform config validate` does
        the same without starting it, and `platform config show` lists every value in force and where it comes from.

        ## Short names

        | Variable | Sets |
        |---|---|

        """;

    public static string Render(SettingsCatalog catalog)
    {
        var text = new StringBuilder(Introduction);
        foreach (var name in ShortNames.All) text.Append(CultureInfo.InvariantCulture, $"| `{name.Variable}` | {name.Sets} |\n");
        text.Append("| `PLATFORM_ADMIN_PASSWORD` | The password of the user `admin`, made at the first start in place of the set-up link. |\n");
        text.Append("\n## Logging\n\n| Key | What | Default |\n|---|---|---|\n");
        text.Append("| `Logging:Format` | `text`, or `json` for one object per line. | `text` |\n");
        text.Append("| `Logging:LogLevel:<category>` | The least level that is logged for categories that begin so; `Default` for the rest. | `Information` |\n");
        foreach (var type in catalog.Types)
        {
            var settings = catalog.Of(type).ToArray();
            if (settings.Length == 0) continue;
            text.Append(CultureInfo.InvariantCulture, $"\n## {type.Title} (`{type.Section}`)\n\n| Key | What | Default |\n|---|---|---|\n");
            foreach (var setting in settings) text.Append(CultureInfo.InvariantCulture, $"| `{setting.Key}` | {What(setting)} | {Default(setting)} |\n");
        }

        return text.ToString();
    }

    private static string What(SettingDefinition setting)
    {
        var parts = new List<string> { string.IsNullOrEmpty(setting.Description) ? setting.Name + "." : setting.Description };
        if (setting.Choices.Count > 0) parts.Add("One of " + string.Join(", ", setting.Choices.Select(c => $"`{c}`")) + ".");
        if (setting.Range is { } range) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}."));
        if (setting.Secret) parts.Add("Secret.");
        if (setting.Runtime) parts.Add("*At run time.*");
        return Cell(string.Join(" ", parts));
    }

    private static string Default(SettingDefinition setting) => setting.Default is { Length: > 0 } value ? $"`{Cell(value)}`" : "";

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
