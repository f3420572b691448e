using System.Text.RegularExpressions;

namespace Platform.Speech.Models;

internal static partial class ModelNames
{
    /// <summary>Whether a name can be a model's file: no path, nothing hidden.</summary>
    public static bool IsFile(string name) => File().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.bin$")]
    private static partial Regex File();
}
