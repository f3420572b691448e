using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Host.Tests.Api;

/// <summary>Makes wrong bodies of a right one: every value of it, however deep, missing, null, empty or of another type.</summary>
internal static class WrongBodies
{
    private static readonly string[] Strings = ["", "a\0b", new string('x', 5000), "9999-99-99"];

    private static readonly double[] Numbers = [-1, 0.5, int.MaxValue, 1e300];

    public static IEnumerable<string> Whole { get; } = ["", "null", "[]", "{}", "[null]", "1", "true", "\"x\"", "{", "[{}]", "\uFEFF{}", "{\"a\":{\"a\":{\"a\":1}}}"];

    /// <param name="right">A body that the operation takes.</param>
    public static IEnumerable<(string What, string Body)> Of(JsonNode right)
    {
        foreach (var path in Paths(right, []))
        {
            foreach (var (what, change) in Changes(At(right, path)))
            {
                var body = right.DeepClone();
                Replace(body, path, change);
                yield return ($"{string.Join('.', path)} {what}", body.ToJsonString());
            }
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] above)
    {
        IEnumerable<(object Step, JsonNode? Child)> children = node switch
        {
            JsonObject map => map.Select(p => ((object)p.Key, p.Value)),
            JsonArray list => list.Select((child, i) => ((object)i, child)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            object[] path = [.. above, step];
            yield return path;
            foreach (var deeper in Paths(child, path)) yield return deeper;
        }
    }

    private static IEnumerable<(string What, Func<JsonNode?>? Make)> Changes(JsonNode? value)
    {
        yield return ("missing", null);
        yield return ("null", () => null);
        yield return ("an empty list", () => new JsonArray());
        yield return ("a list of null", () => new JsonArray((JsonNode?)null));
        yield return ("a list of a list", () => new JsonArray(new JsonArray()));
        yield return ("an empty object", () => new JsonObject());
        yield return ("a boolean", () => JsonValue.Create(true));
        foreach (var number in Numbers) yield return ($"the number {number:R}", () => JsonValue.Create(number));
        foreach (var text in Strings) yield return ($"the text {JsonSerializer.Serialize(text[..Math.Min(20, text.Length)])}", () => JsonValue.Create(text));
        if (value is JsonArray { Count: > 0 } list)
        {
            yield return ("its elements twice", () => new JsonArray([.. list.Concat(list).Select(n => n?.DeepClone())]));
            yield return ("its elements a thousand times", () => new JsonArray([.. Enumerable.Range(0, 1000).SelectMany(_ => list).Select(n => n?.DeepClone())]));
        }
    }

    private static JsonNode? At(JsonNode node, object[] path) =>
        path.Aggregate((JsonNode?)node, (at, step) => step is string name ? at![name] : at![(int)step]);

    private static void Replace(JsonNode root, object[] path, Func<JsonNode?>? make)
    {
        var parent = At(root, path[..^1])!;
        if (path[^1] is string name)
        {
            parent.AsObject().Remove(name);
            if (make is not null) parent[name] = make();
        }
        else if (make is null) parent.AsArray().RemoveAt((int)path[^1]);
        else parent[(int)path[^1]] = make();
    }
}
