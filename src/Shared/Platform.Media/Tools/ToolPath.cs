namespace Platform.Media.Tools;

/// <summary>Finds programs: on the PATH, then where Unix systems commonly put them (a service's PATH is often short).</summary>
public static class ToolPath
{
    private static readonly string[] Usual = ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin"];

    /// <summary>The full path of a program, or null when it is not installed.</summary>
    /// <param name="program">A name, or an absolute path that is returned as it is when it can be run.</param>
    public static string? Find(string program)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        if (Path.IsPathRooted(program)) return IsExecutable(program) ? program : null;
        if (program.Contains('/', StringComparison.Ordinal)) return null;
        var names = OperatingSystem.IsWindows() ? new[] { program + ".exe", program } : [program];
        return Folders().SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(IsExecutable);
    }

    private static IEnumerable<string> Folders()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted);
        return OperatingSystem.IsWindows() ? folders : folders.Concat(Usual);
    }

    private static bool IsExecutable(string path)
    {
        if (!File.Exists(path)) return false;
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0;
    }
}
