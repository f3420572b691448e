using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Platform.Scheduling.Tests.Support;

/// <summary>A node in another process. Disposing it kills it.</summary>
internal sealed class ChildNode : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    public ChildNode(Database database, string name, string job = "-", int items = 0)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var argument in (string[])["exec", typeof(ChildNode).Assembly.Location, database.Provider.ToString(), database.ConnectionString, name, job, items.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
    }

    public IReadOnlyCollection<string> Said => _said;

    public Task UntilSaidAsync(string line) => Wait.UntilAsync(
        () => _process.HasExited && !_said.Contains(line) ? throw new InvalidOperationException($"The node ended: {string.Join('\n', _said)}") : _said.Contains(line),
        $"the node says '{line}'");

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
