using Platform.Media.Tools;

namespace Platform.Speech.Hosting;

/// <summary>How an engine host is started: this same program with a hidden verb.</summary>
/// <param name="Words">Program and arguments; empty when this process is not the platform's own.</param>
public sealed record EngineCommand(IReadOnlyList<string> Words)
{
    /// <summary>For this process.</summary>
    public static EngineCommand OfThisProcess() => new(OwnProgram.Words(EngineHost.Verb));
}
