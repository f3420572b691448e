namespace Platform.Kernel.CommandLine;

/// <summary>What the terminal can do, if there is one.</summary>
public static class Terminal
{
    /// <summary>Colours only where a person looks, and not where they asked for none (https://no-color.org).</summary>
    public static bool HasColours =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && IsCapable;

    /// <summary>Whether a line on stderr can be written over.</summary>
    public static bool CanRewrite(TextWriter errors) => !Console.IsErrorRedirected && ReferenceEquals(errors, Console.Error) && IsCapable;

    private static bool IsCapable => Environment.GetEnvironmentVariable("TERM") is not "dumb";
}
