using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;

namespace Platform.Scheduling.CommandLine;

/// <summary>Writes what a verb has to say: the result on stdout, an error on stderr.</summary>
internal static class Answer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static async Task<int> OrErrorAsync<T>(ParseResult parsed, OutputFormat format, Result<T> result, Func<T, object> json, Func<T, string> text)
    {
        if (result.Ok)
        {
            await WriteAsync(parsed, format, json(result.Value), () => text(result.Value));
            return ExitCodes.Success;
        }

        await parsed.InvocationConfiguration.Error.WriteLineAsync(result.Error.Message);
        return ExitCodes.Failure;
    }

    public static Task WriteAsync(ParseResult parsed, OutputFormat format, object json, Func<string> text) =>
        parsed.InvocationConfiguration.Output.WriteLineAsync(format == OutputFormat.Json ? JsonSerializer.Serialize(json, Json) : text());

    /// <summary>Rows in columns as wide as need be.</summary>
    public static string Table(string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows];
        var widths = head.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        return string.Join(Environment.NewLine, all.Select(r => string.Join("  ", r.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
    }

    public static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "-";

    public static string Seconds(double? seconds) => seconds is { } s ? s.ToString("0.0 's'", System.Globalization.CultureInfo.InvariantCulture) : "-";
}
