namespace Platform.Media.Tools;

/// <summary>How this same program is started again with a hidden verb, as a worker process.</summary>
public static class OwnProgram
{
    private const string Name = "platform";

    /// <summary>Program and arguments for this process's own executable, or the dotnet that runs its assembly; empty when this process is not the platform's own.</summary>
    public static IReadOnlyList<string> Words(string verb)
    {
        if (Environment.ProcessPath is not { } path) return [];
        if (Path.GetFileNameWithoutExtension(path) == Name) return [path, verb];
        var assembly = Path.Combine(AppContext.BaseDirectory, Name + ".dll");
        var hosted = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name == Name && File.Exists(assembly);
        return hosted ? [path, assembly, verb] : [];
    }
}
