using Platform.StreamHealth.Checks;

namespace Platform.StreamHealth.Streams.Pages;

/// <summary>How deep a check goes, in words.</summary>
internal static class Depths
{
    public static IEnumerable<int> All => Enumerable.Range(CheckRequest.MinPhase, CheckRequest.MaxPhase);

    public static string Text(int phase) => phase switch
    {
        1 => "connect only",
        2 => "connect and play",
        3 => "connect, play and listen",
        _ => "connect, play, listen and watch for advertisements",
    };
}
