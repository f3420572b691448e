namespace Platform.Benchmarks.Speech;

internal static class WordErrors
{
    /// <summary>Substitutions, insertions and deletions over the words of the reference; punctuation and case do not count.</summary>
    public static double Rate(string reference, string heard)
    {
        var (r, h) = (Words(reference), Words(heard));
        var row = Enumerable.Range(0, h.Length + 1).ToArray();
        for (var i = 1; i <= r.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= h.Length; j++)
            {
                var best = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (r[i - 1] == h[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return (double)row[^1] / r.Length;
    }

    private static string[] Words(string text) =>
        new string([.. text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c == '\'' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
