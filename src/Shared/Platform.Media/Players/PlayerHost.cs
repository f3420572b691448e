using System.Globalization;
using System.Runtime.InteropServices;

namespace Platform.Media.Players;

/// <summary>
/// The worker process of one player test: <c>platform player-host --seconds N --wait N --rate N</c>. Plays what comes on standard
/// input and writes what happened to standard output. It ends without tidying up: the process is the tidying up, and
/// native code that hangs in its end would not be the first.
/// </summary>
public static partial class PlayerHost
{
    /// <summary>First word of the command line; not listed in its help.</summary>
    public const string Verb = "player-host";

    /// <param name="args">The command line after the verb.</param>
    /// <returns>An exit code, where it gets that far.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var outcome = VlcPlayback.Play(Number(args, "--seconds", 10), Number(args, "--wait", 15), (uint)Number(args, "--rate", 44_100));
        using (var output = System.Console.OpenStandardOutput()) output.Write(PlayerReport.Write(outcome));
        if (OperatingSystem.IsLinux()) ExitNow(0);
        return 0;
    }

    private static double Number(IReadOnlyList<string> args, string name, double otherwise)
    {
        for (var i = 0; i + 1 < args.Count; i++)
        {
            if (args[i] == name && double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        }

        return otherwise;
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ExitNow(int code);
}
