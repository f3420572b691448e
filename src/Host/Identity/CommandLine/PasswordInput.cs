using System.CommandLine;
using System.Text;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.CommandLine;

/// <summary>Takes a password from the keyboard without showing it, or from standard input for scripts. Never from an argument: those are seen by everybody on the machine.</summary>
internal static class PasswordInput
{
    public static Option<bool> Option() => new("--password-stdin") { Description = "Read the password from standard input (its first line) instead of asking for it." };

    public static async Task<Result<string>> ReadAsync(bool fromStandardInput, CancellationToken cancellationToken)
    {
        if (fromStandardInput) return await System.Console.In.ReadLineAsync(cancellationToken) ?? "";
        if (System.Console.IsInputRedirected) return Error.Invalid("password.no_terminal", "There is no terminal to ask on. Use --password-stdin.");
        var password = Ask("Password: ");
        return password == Ask("Password again: ") ? password : Error.Invalid("password.mismatch", "The two passwords differ.");
    }

    private static string Ask(string prompt)
    {
        System.Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (System.Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        System.Console.Error.WriteLine();
        return typed.ToString();
    }
}
