using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Data;

/// <summary>Thresholds as a JSON text: they are read whole and never searched by.</summary>
internal sealed class ThresholdsText() : ValueConverter<StreamThresholds, string>(t => Write(t), json => Read(json))
{
    public static string Write(StreamThresholds thresholds) => JsonSerializer.Serialize(thresholds, JsonSerializerOptions.Web);

    private static StreamThresholds Read(string json) =>
        JsonSerializer.Deserialize<StreamThresholds>(json, JsonSerializerOptions.Web) ?? new StreamThresholds();
}

/// <summary>Equal when they are written equal; the list within has no equality of its own.</summary>
internal sealed class ThresholdsComparer() : ValueComparer<StreamThresholds>(
    (a, b) => ThresholdsText.Write(a ?? new()) == ThresholdsText.Write(b ?? new()),
    t => ThresholdsText.Write(t).GetHashCode(StringComparison.Ordinal),
    t => t);
