using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Host.Settings;

namespace Platform.Host.CommandLine;

/// <summary>Tells what an operator can put right from a bug, so that the first ends with a sentence and not with a stack trace.</summary>
internal static partial class StartProblem
{
    /// <summary>What to tell the operator; null for a bug.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StorageException or SettingsException => exception.Message,
        OptionsValidationException e => string.Join(Environment.NewLine, e.Failures),
        // The binder's: "Failed to convert configuration value 'x' at 'Database:Provider' to type ..."
        InvalidOperationException when Unconvertible().Match(exception.Message) is { Success: true } match =>
            $"Configuration: {match.Groups["key"].Value}: '{match.Groups["value"].Value}' is not a value this setting can have.",
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        _ => DatabaseErrors.ToError(exception)?.Message,
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*?)' at '(?<key>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Unconvertible();
}
