using System.Text;

namespace Platform.Transcription.Variants;

/// <summary>What one text has and another has not, word by word, as Markdown: <c>~~gone~~ **new**</c> with a few words around.</summary>
internal static class WordDiff
{
    private const int Around = 4;

    // Texts that differ in more places have nothing in common worth showing; memory and time grow with the square.
    private const int MostChanges = 4000;

    private enum Kind
    {
        Same,
        Gone,
        New,
    }

    /// <returns>One line for each place that differs; null when the texts differ too much.</returns>
    public static IReadOnlyList<string>? Markdown(string before, string after)
    {
        var (a, b) = (before.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), after.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Script(a, b) is { } script ? Lines(script) : null;
    }

    private static List<string> Lines(List<(Kind Kind, string Word)> script)
    {
        var lines = new List<string>();
        for (var at = 0; at < script.Count; at++)
        {
            if (script[at].Kind == Kind.Same) continue;

            // Changes with few words between them stand on one line.
            var end = at;
            for (var next = at; next < script.Count && next - end <= 2 * Around; next++)
            {
                if (script[next].Kind != Kind.Same) end = next;
            }

            var (from, to) = (Math.Max(0, at - Around), Math.Min(script.Count, end + 1 + Around));
            lines.Add((from > 0 ? "… " : "") + Text(script[from..to]) + (to < script.Count ? " …" : ""));
            at = end;
        }

        return lines;
    }

    private static string Text(List<(Kind Kind, string Word)> script)
    {
        var text = new StringBuilder();
        for (var at = 0; at < script.Count;)
        {
            var kind = script[at].Kind;
            var run = script.Skip(at).TakeWhile(s => s.Kind == kind).Select(s => Escape(s.Word)).ToList();
            at += run.Count;
            var mark = kind switch { Kind.Gone => "~~", Kind.New => "**", _ => "" };
            text.Append(text.Length > 0 ? " " : "").Append(mark).AppendJoin(' ', run).Append(mark);
        }

        return text.ToString();
    }

    // Myers' O(ND): the fewest changes; null beyond the most.
    private static List<(Kind Kind, string Word)>? Script(string[] a, string[] b)
    {
        var start = 0;
        while (start < a.Length && start < b.Length && Same(a[start], b[start])) start++;
        var most = Math.Min(a.Length + b.Length, MostChanges);
        var (offset, furthest, trail) = (most + 1, new int[(2 * most) + 3], new List<int[]>());
        furthest[offset + 1] = start;
        for (var changes = 0; changes <= most; changes++)
        {
            trail.Add(furthest[(offset - changes - 1)..(offset + changes + 2)]);
            for (var k = -changes; k <= changes; k += 2)
            {
                var x = k == -changes || (k != changes && furthest[offset + k - 1] < furthest[offset + k + 1]) ? furthest[offset + k + 1] : furthest[offset + k - 1] + 1;
                while (x < a.Length && x - k < b.Length && Same(a[x], b[x - k])) x++;
                furthest[offset + k] = x;
                if (x >= a.Length && x - k >= b.Length) return Back(a, b, trail);
            }
        }

        return null;
    }

    private static List<(Kind Kind, string Word)> Back(string[] a, string[] b, List<int[]> trail)
    {
        var script = new List<(Kind, string)>();
        var (x, y) = (a.Length, b.Length);
        for (var changes = trail.Count - 1; changes >= 0 && (x > 0 || y > 0); changes--)
        {
            var (row, middle, k) = (trail[changes], changes + 1, x - y);
            var previous = k == -changes || (k != changes && row[middle + k - 1] < row[middle + k + 1]) ? k + 1 : k - 1;
            var fromX = changes == 0 ? 0 : row[middle + previous];
            var fromY = changes == 0 ? 0 : fromX - previous;
            while (x > fromX && y > fromY)
            {
                (x, y) = (x - 1, y - 1);
                script.Add((Kind.Same, b[y]));
            }

            if (changes == 0) break;
            if (x > fromX) script.Add((Kind.Gone, a[--x]));
            else if (y > fromY) script.Add((Kind.New, b[--y]));
        }

        script.Reverse();
        return script;
    }

    // As far as one hears.
    private static bool Same(string one, string other) => string.Equals(one.Trim('.', ',', '!', '?', ';', ':'), other.Trim('.', ',', '!', '?', ';', ':'), StringComparison.OrdinalIgnoreCase);

    private static string Escape(string word) => string.Concat(word.Select(c => "*_~`|<>[]\\".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
