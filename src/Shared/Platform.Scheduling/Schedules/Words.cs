using System.Globalization;

namespace Platform.Scheduling;

/// <summary>Small pieces of English that the descriptions of schedules share.</summary>
internal static class Words
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth"];

    public static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static string Count(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");

    /// <summary>"every hour", "every 2 hours".</summary>
    public static string Every(int count, string unit) => count == 1 ? $"every {unit}" : $"every {Count(count, unit)}";

    public static string Ordinal(int n) => n switch
    {
        -1 => "last",
        < 0 => $"{Ordinal(-n)} to last",
        <= 5 => Ordinals[n - 1],
        _ => Number(n) + "th",
    };

    public static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    public static string Two(int n) => n.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items, string and = "and") => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + $" {and} {items[^1]}",
    };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>03:30, or 03:30:15 where the seconds say something.</summary>
    public static string Clock(int hour, int minute, int second = 0) =>
        second == 0 ? $"{Two(hour)}:{Two(minute)}" : $"{Two(hour)}:{Two(minute)}:{Two(second)}";
}
