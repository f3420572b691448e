using System.Text.RegularExpressions;

namespace Platform.StreamHealth.Incidents.Pages;

/// <summary>
/// Reads the little of markdown that people write in notes: paragraphs, lists, **strong**, `code` and links. Everything else,
/// raw HTML included, stays the text it is.
/// </summary>
internal static partial class Markdown
{
    public static IReadOnlyList<Block> Read(string text)
    {
        var blocks = new List<Block>();
        var paragraph = new List<string>();
        var items = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            var item = ListItem().Match(line);
            if (items.Count > 0 && !item.Success) Flush(items, isList: true);
            if (paragraph.Count > 0 && (item.Success || string.IsNullOrWhiteSpace(line))) Flush(paragraph, isList: false);
            if (item.Success) items.Add(item.Groups[1].Value);
            else if (!string.IsNullOrWhiteSpace(line)) paragraph.Add(line.TrimStart('#', ' '));
        }

        return blocks;

        void Flush(List<string> lines, bool isList)
        {
            blocks.Add(new Block(isList, [.. lines.Select(Spans)]));
            lines.Clear();
        }
    }

    private static Span[] Spans(string line)
    {
        var spans = new List<Span>();
        var done = 0;
        foreach (Match match in Inline().Matches(line))
        {
            if (match.Index > done) spans.Add(new Span(SpanKind.Text, line[done..match.Index]));
            spans.Add(match.Groups switch
            {
                var g when g["strong"].Success => new Span(SpanKind.Strong, g["strong"].Value),
                var g when g["code"].Success => new Span(SpanKind.Code, g["code"].Value),
                var g when g["label"].Success => new Span(SpanKind.Link, g["label"].Value, g["target"].Value),
                var g => new Span(SpanKind.Link, g["url"].Value, g["url"].Value),
            });
            done = match.Index + match.Length;
        }

        if (done < line.Length) spans.Add(new Span(SpanKind.Text, line[done..]));
        return [.. spans];
    }

    [GeneratedRegex(@"^\s*[-*]\s+(.+)$")]
    private static partial Regex ListItem();

    // Only addresses of the web are links, so that none can carry a script.
    [GeneratedRegex(@"\*\*(?<strong>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<target>https?://[^\s)]+)\)|(?<url>https?://[^\s<>""]+[^\s<>"".,;:!?)])")]
    private static partial Regex Inline();

    public sealed record Block(bool IsList, IReadOnlyList<Span[]> Lines);

    public sealed record Span(SpanKind Kind, string Text, string? Target = null);

    public enum SpanKind
    {
        Text,
        Strong,
        Code,
        Link,
    }
}
