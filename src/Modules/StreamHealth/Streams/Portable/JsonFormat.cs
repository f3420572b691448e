using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>
/// <c>{"groups": [...], "streams": [...]}</c> with the properties of the API, group and parent by name and address; or
/// only the list of streams. The one format that carries groups with what they pass on.
/// </summary>
internal sealed class JsonFormat : IPortableFormat
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };

    public string Name => "json";

    public string ContentType => "application/json; charset=utf-8";

    public bool Recognises(string text)
    {
        var start = text.AsSpan().TrimStart(" \t\r\n\uFEFF");
        return start.StartsWith("{") || start.StartsWith("[");
    }

    public PortableFile Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), Lenient);
            var root = document.RootElement;
            var streams = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("streams", out var list) ? list : root;
            if (streams.ValueKind != JsonValueKind.Array) throw new FormatException("There is no list \"streams\".");
            var groups = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("groups", out var some) && some.ValueKind == JsonValueKind.Array ? Groups(some) : [];
            return new PortableFile([.. streams.EnumerateArray().Select((item, i) => Row(item, i + 1))], groups);
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is not JSON as it was expected: {e.Message}", e);
        }
    }

    public void Write(TextWriter output, IReadOnlyList<PortableStream> streams, IReadOnlyList<GroupInput> groups)
    {
        var root = new JsonObject
        {
            ["groups"] = JsonSerializer.SerializeToNode(groups, Indented),
            ["streams"] = new JsonArray([.. streams.Select(Node)]),
        };
        output.Write(root.ToJsonString(Indented));
        output.Write('\n');
    }

    private static List<GroupInput> Groups(JsonElement list) => [.. list.EnumerateArray().Select(g => g.Deserialize<GroupInput>(ApiJson.Options) ?? throw new JsonException("A group is null."))];

    private static JsonObject Node(PortableStream stream)
    {
        var (node, thresholds) = (new JsonObject { [PortableFields.Url] = stream.Input.Url, [PortableFields.Group] = stream.Group, [PortableFields.Parent] = stream.Parent }, new JsonObject());
        foreach (var field in PortableFields.All) (field.IsThreshold ? thresholds : node)[field.Name] = Value(field, field.Read(stream.Input));
        node["thresholds"] = thresholds;
        return node;
    }

    private static JsonNode? Value(PortableField field, string text) => field.Kind switch
    {
        FieldKind.List => new JsonArray([.. text.Split(PortableField.ListSeparator, StringSplitOptions.RemoveEmptyEntries).Select(t => (JsonNode)t)]),
        _ when text.Length == 0 => null,
        FieldKind.Flag => text == "true",
        FieldKind.Number => double.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };

    private static PortableRow Row(JsonElement item, int place)
    {
        if (item.ValueKind == JsonValueKind.String) return PortableRow.Of(place, [(PortableFields.Url, item.GetString()!)]);
        if (item.ValueKind != JsonValueKind.Object) return PortableRow.Bad(place, "This is neither a stream nor an address.");
        var fields = new List<(string, string)>();
        foreach (var property in item.EnumerateObject())
        {
            if (property.NameEquals("thresholds") && property.Value.ValueKind == JsonValueKind.Object) fields.AddRange(property.Value.EnumerateObject().Select(t => (t.Name, Text(t.Value))));
            else fields.Add((property.Name, Text(property.Value)));
        }

        return PortableRow.Of(place, fields);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(PortableField.ListSeparator, value.EnumerateArray().Select(Text)),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
