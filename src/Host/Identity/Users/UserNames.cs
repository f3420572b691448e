using Platform.Kernel.Results;

namespace Platform.Host.Identity.Users;

/// <summary>What a user may be called.</summary>
internal static class UserNames
{
    public const string Rule = "2 to 64 letters, digits or . _ - @";

    /// <summary>The form in which a name must be unique.</summary>
    public static string Normalize(string name) => name.Trim().Normalize().ToUpperInvariant();

    public static Error? Check(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        var good = trimmed.Length is >= 2 and <= User.NameLength && trimmed.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@');
        return good ? null : Error.InvalidField("name", "user.name_invalid", $"A user name is {Rule}.");
    }
}
