using Platform.Media.Tools;

namespace Platform.Media.Players;

/// <summary>How the worker process is started: this same program with a hidden verb.</summary>
/// <param name="Words">Program and arguments; empty when this process is not the platform's own.</param>
public sealed record PlayerCommand(IReadOnlyList<string> Words)
{
    /// <summary>For this process.</summary>
    public static PlayerCommand OfThisProcess() => new(OwnProgram.Words(PlayerHost.Verb));
}
