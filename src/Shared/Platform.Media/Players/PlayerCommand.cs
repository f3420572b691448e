namespace Platform.Media.Players;

/// <summary>How the worker process is started: this same program with a hidden verb.</summary>
/// <param name="Words">Program and arguments; empty when this process is not the platform's own.</param>
public sealed record PlayerCommand(IReadOnlyList<string> Words)
{
    private const string Program = "platform";

    /// <summary>For this process: its own executable, or the dotnet that runs its assembly.</summary>
    public static PlayerCommand OfThisProcess()
    {
        if (Environment.ProcessPath is not { } path) return new PlayerCommand([]);
        if (Path.GetFileNameWithoutExtension(path) == Program) return new PlayerCommand([path, PlayerHost.Verb]);
        var assembly = Path.Combine(AppContext.BaseDirectory, Program + ".dll");
        var hosted = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name == Program && File.Exists(assembly);
        return new PlayerCommand(hosted ? [path, assembly, PlayerHost.Verb] : []);
    }
}
