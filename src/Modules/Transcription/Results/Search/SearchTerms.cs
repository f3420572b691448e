using System.Text;

namespace Platform.Transcription.Results.Search;

/// <summary>One thing that is searched for: a word, a phrase, or the beginning of a word.</summary>
internal sealed record SearchTerm(string Text, bool Beginning);

/// <summary>
/// What somebody typed, in a form that either database takes: words that must all be in a segment, phrases in quotes, a star for the
/// beginning of a word. Nothing that is typed is an operator, so nothing can be wrong with it.
/// </summary>
internal sealed record SearchTerms(IReadOnlyList<SearchTerm> Terms)
{
    private const int Most = 20;

    public static SearchTerms Of(string text)
    {
        var terms = new List<SearchTerm>();
        var word = new StringBuilder();
        var quoted = false;
        foreach (var character in text + " ")
        {
            if (character is '"' or '“' or '”' or '„' || (!quoted && char.IsWhiteSpace(character)))
            {
                Add(word.ToString());
                word.Clear();
                if (!char.IsWhiteSpace(character)) quoted = !quoted;
            }
            else
            {
                word.Append(character);
            }
        }

        Add(word.ToString()); // a quote that nobody closed
        return new SearchTerms([.. terms.Take(Most)]);

        void Add(string found)
        {
            var (clean, beginning) = (found.Trim().TrimEnd('*'), found.TrimEnd().EndsWith('*'));
            if (clean.Any(char.IsLetterOrDigit)) terms.Add(new SearchTerm(clean, beginning && clean.All(char.IsLetterOrDigit)));
        }
    }

    /// <summary>In the language of SQLite's FTS5.</summary>
    public string ToFts5() => string.Join(' ', Terms.Select(t => $"\"{t.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(t.Beginning ? "*" : "")}"));

    /// <summary>An expression of PostgreSQL with a parameter for each term.</summary>
    /// <param name="first">Number of the first parameter.</param>
    public string ToTsQuery(int first) => string.Join(" && ", Terms.Select((t, i) => t.Beginning ? $"to_tsquery('simple', {{{first + i}}})" : $"phraseto_tsquery('simple', {{{first + i}}})"));

    /// <summary>The parameters of <see cref="ToTsQuery"/>.</summary>
    public IEnumerable<object> ToParameters() => Terms.Select(t => t.Beginning ? $"'{t.Text}':*" : t.Text);
}
