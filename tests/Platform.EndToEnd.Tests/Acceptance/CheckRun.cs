using Platform.EndToEnd.Tests.Stories;

namespace Platform.EndToEnd.Tests.Acceptance;

/// <summary><c>platform check</c> as a process of its own in an empty folder, as somebody runs it who has no service.</summary>
internal sealed class CheckRun : IAsyncDisposable
{
    private CheckRun()
    {
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("platform-check-").FullName;

    public static CheckRun Prepare() => new();

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Keeps nothing unless told.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(store: false, arguments);

    public Task<CommandResult> RunAsync(bool store, params string[] arguments)
    {
        Environment.TryAdd("PLATFORM__Storage__DataPath", Path.Combine(Folder, "data"));
        // A home of its own: what lies in the developer's must not matter.
        Environment["HOME"] = Folder;
        return CommandLine.RunAsync(Folder, Environment, null, ["check", .. store ? Array.Empty<string>() : ["--no-store"], .. arguments]);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
