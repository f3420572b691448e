using System.Reflection;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.Passwords;

/// <summary>What a new password must be. Length and not being guessable, no character classes (NIST SP 800-63B).</summary>
internal static class PasswordRules
{
    public const int MinimumLength = 10;

    /// <summary>Hashing is slow on purpose; a limit keeps a huge input from making it slower.</summary>
    public const int MaximumLength = 256;

    private const int FewestDistinctCharacters = 5;
    private static readonly HashSet<string> Common = ReadCommon();

    public static string Hint => $"At least {MinimumLength} characters. A few random words are strong and easy to keep in mind.";

    public static Error? Check(string? password, string? userName, string field = "password")
    {
        Error Refuse(string why) => Error.InvalidField(field, "password.weak", why);

        if (password is null || password.Length < MinimumLength) return Refuse($"The password must have at least {MinimumLength} characters.");
        if (password.Length > MaximumLength) return Refuse($"The password must have at most {MaximumLength} characters.");
        if (password.Distinct().Count() < FewestDistinctCharacters) return Refuse("The password repeats a few characters; take a less regular one.");
        if (userName is { Length: >= 3 } && password.Contains(userName.Trim(), StringComparison.OrdinalIgnoreCase)) return Refuse("The password contains the user name; take another one.");
        if (IsRun(password) || Common.Contains(password.ToLowerInvariant())) return Refuse("This password is among the first that attackers try; take another one.");
        return null;
    }

    // "abcdefghijkl", "9876543210"
    private static bool IsRun(string password)
    {
        var steps = password.Zip(password.Skip(1), (a, b) => b - a).ToList();
        return steps.Count(s => s is 1 or -1) >= steps.Count - 1;
    }

    private static HashSet<string> ReadCommon()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
