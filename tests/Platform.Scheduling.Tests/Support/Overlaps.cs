namespace Platform.Scheduling.Tests.Support;

internal static class Overlaps
{
    /// <summary>No item starts while it has started and not ended.</summary>
    public static void AssertNone(IEnumerable<string> notes)
    {
        var running = new HashSet<string>();
        foreach (var note in notes)
        {
            if (note.StartsWith("start ", StringComparison.Ordinal)) Assert.True(running.Add(note[6..]), $"{note[6..]} runs twice at once");
            else if (note.StartsWith("end ", StringComparison.Ordinal)) Assert.True(running.Remove(note[4..]), $"{note[4..]} ended without having started");
        }
    }
}
