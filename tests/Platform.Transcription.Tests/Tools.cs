using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Tools;

namespace Platform.Transcription.Tests;

/// <summary>The real programs, and folders that are gone at the end.</summary>
internal sealed class Tools : IDisposable
{
    public ExternalTool Runner { get; } = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);

    public string Folder { get; } = Directory.CreateTempSubdirectory("platform-test-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await Runner.RunAsync(new ToolRequest(program, arguments) { Timeout = TimeSpan.FromSeconds(60) }, CancellationToken.None);
        Assert.True(result.Exit == ToolExit.Ok, result.Explanation);
        return result.OutputText;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
