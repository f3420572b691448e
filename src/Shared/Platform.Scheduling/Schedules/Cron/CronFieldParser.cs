using System.Globalization;

namespace Platform.Scheduling.Cron;

/// <summary>Reads one field of a cron expression. Messages name the field and the offending entry.</summary>
/// <remarks>
/// Name is what to call the field in a message ("Minute"); Names are words for its values (JAN, MON), lowest first;
/// FirstDay is what the dialect numbers Sunday (0 in crontab, 1 in Quartz) and null for other fields than the day of the week.
/// </remarks>
internal sealed record CronFieldParser(string Name, int Min, int Max, string[]? Names = null, int? FirstDay = null, bool DayOfMonth = false)
{
    private bool IsDay => DayOfMonth || FirstDay is not null;

    /// <exception cref="FormatException">The field is wrong; the message is for a person.</exception>
    public CronField Parse(string text)
    {
        var entries = text.ToUpperInvariant().Split(',');
        if (entries.Length > 1 && entries.Any(e => e is "*" or "?"))
            throw new FormatException($"{Name} '{text}': {entries.First(e => e is "*" or "?")} cannot be combined with other values.");
        return FirstDay is { } first
            ? new CronField([.. entries.Select(e => FromSunday(Entry(e), first))], 0, 6)
            : new CronField([.. entries.Select(Entry)], Min, Max);
    }

    private CronPart Entry(string entry)
    {
        if (entry.Length == 0) throw new FormatException($"{Name}: there is an empty entry; remove the extra comma.");
        if (entry == "*") return new CronPart.Any();
        if (entry == "?") return IsDay ? new CronPart.Any() : throw new FormatException($"{Name} '?': only the day fields can be '?'; use '*'.");
        if (Special(entry) is { } special) return special;
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            var (from, to) = Range(entry);
            return to is { } end ? new CronPart.Range(from, end) : new CronPart.Value(from);
        }

        var by = Step(entry, entry[(slash + 1)..]);
        if (entry[..slash] is "*" or "") return new CronPart.Step(null, null, by);
        var (start, stop) = Range(entry[..slash]);
        return new CronPart.Step(start, stop, by);
    }

    private (int From, int? To) Range(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash <= 0 ? (Value(text, text), null) : (Value(text[..dash], text), Value(text[(dash + 1)..], text));
    }

    private int Step(string entry, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var by)) throw new FormatException($"{Name} '{entry}': '{text}' is not a step; write a number after '/'.");
        var longest = Max - Min + 1;
        return by >= 1 && by <= longest ? by : throw new FormatException($"{Name} '{entry}': a step is between 1 and {longest}.");
    }

    private int Value(string text, string entry)
    {
        var named = Names is null ? -1 : Array.FindIndex(Names, n => n == text);
        if (named >= 0) return named + (FirstDay ?? Min);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) throw new FormatException($"{Name} '{entry}': '{text}' is not {Expected()}.");
        return value >= Min && value <= Max ? value : throw new FormatException($"{Name} '{entry}': {text} is not between {Min} and {Max}.");
    }

    private string Expected() => Names is null
        ? string.Create(CultureInfo.InvariantCulture, $"a number between {Min} and {Max}")
        : string.Create(CultureInfo.InvariantCulture, $"a number between {Min} and {Max} or one of {string.Join(", ", Names)}");

    private CronPart? Special(string entry)
    {
        if (DayOfMonth)
        {
            if (entry == "L") return new CronPart.LastDay(0, false);
            if (entry == "LW") return new CronPart.LastDay(0, true);
            if (entry.StartsWith("L-", StringComparison.Ordinal)) return new CronPart.LastDay(Before(entry), entry.EndsWith('W'));
            if (entry.EndsWith('W')) return new CronPart.NearestWeekday(Value(entry[..^1], entry));
        }
        else if (FirstDay is { } first)
        {
            if (entry == "L") return new CronPart.Value(first + 6);
            if (entry.EndsWith('L')) return new CronPart.NthDay(Value(entry[..^1], entry), -1);
            var hash = entry.IndexOf('#', StringComparison.Ordinal);
            if (hash > 0)
                return entry[(hash + 1)..] is [>= '1' and <= '5'] nth
                    ? new CronPart.NthDay(Value(entry[..hash], entry), nth[0] - '0')
                    : throw new FormatException($"{Name} '{entry}': after '#' comes 1 to 5, for the first to the fifth of the month.");
        }

        return null;
    }

    private int Before(string entry)
    {
        var text = entry[2..].TrimEnd('W');
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 30
            ? days
            : throw new FormatException($"{Name} '{entry}': after 'L-' comes a number of days between 1 and 30.");
    }

    /// <summary>Days of the week as 0 to 6 from Sunday, whatever the dialect.</summary>
    private static CronPart FromSunday(CronPart part, int first) => part switch
    {
        CronPart.Value v => new CronPart.Value(Day(v.At, first)),
        CronPart.Range r => r.To - r.From >= 6 ? new CronPart.Range(0, 6) : new CronPart.Range(Day(r.From, first), Day(r.To, first)),
        CronPart.Step s => new CronPart.Step(s.From - first, s.To - first is { } to ? Math.Min(to, 6) : null, s.By),
        CronPart.NthDay n => n with { Day = Day(n.Day, first) },
        _ => part,
    };

    private static int Day(int value, int first) => (value - first) % 7;
}
