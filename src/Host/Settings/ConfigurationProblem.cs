using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Platform.Host.Settings;

/// <summary>Tells exceptions that only say the configuration is wrong from all others.</summary>
internal static partial class ConfigurationProblem
{
    /// <summary>What is wrong; null when the exception is about something else.</summary>
    public static SettingProblem? Of(Exception exception) => exception switch
    {
        SettingsException => new SettingProblem("environment", exception.Message),
        OptionsValidationException invalid => new SettingProblem(invalid.OptionsType.Name, string.Join(" ", invalid.Failures)),
        InvalidDataException when exception.InnerException is FormatException => new SettingProblem("appsettings.json", exception.InnerException.Message),
        InvalidOperationException when Unconvertible().Match(exception.Message) is { Success: true } match =>
            new SettingProblem(match.Groups["key"].Value, $"'{match.Groups["value"].Value}' is not a value of the right form"),
        _ => null,
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*?)' at '(?<key>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Unconvertible();
}
