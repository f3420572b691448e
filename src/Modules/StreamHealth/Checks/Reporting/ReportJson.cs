using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>Reads and writes reports, compact for storage and indented for people.</summary>
internal static class ReportJson
{
    private static readonly ReportJsonContext Indented = new(new JsonSerializerOptions(ReportJsonContext.Default.Options) { WriteIndented = true });

    public static string Write(CheckReport report) => JsonSerializer.Serialize(report, ReportJsonContext.Default.CheckReport);

    public static string WriteIndented(CheckReport report) => JsonSerializer.Serialize(report, Indented.CheckReport);

    /// <summary>Null when the text is not a report.</summary>
    public static CheckReport? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReportJsonContext.Default.CheckReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(CheckThresholds))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;

/// <summary>Enums as snake_case words.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
