using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>One POST request.</summary>
/// <param name="Url">Where to.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">The exact bytes.</param>
internal sealed record HttpCall(string Url, string ContentType, byte[] Body)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Receivers are not browsers: names in any script stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static HttpCall Of(string url, object body) => new(url, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(body, Json));

    public static HttpCall Form(string url, IEnumerable<(string Name, string? Value)> fields)
    {
        var body = string.Join('&', fields.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value!)}"));
        return new HttpCall(url, "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(body));
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append("POST ").Append(Url).Append('\n').Append("Content-Type: ").Append(ContentType).Append('\n');
        foreach (var (name, value) in Headers) text.Append(name).Append(": ").Append(value).Append('\n');
        return text.Append('\n').Append(Encoding.UTF8.GetString(Body)).ToString();
    }
}
