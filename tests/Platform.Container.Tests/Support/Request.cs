using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Container.Tests.Support;

/// <summary>Requests to a service in a container, sent inside it over a socket of bash: the image has no curl, and the engine's network may be out of reach.</summary>
internal static partial class Request
{
    private const string Script = """
        exec 3<>/dev/tcp/127.0.0.1/8080
        printf '%s %s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' "$1" "$2" "$3" "${#4}" "$4" >&3
        cat <&3
        """;

    public static async Task<JsonElement> SendAsync(string container, string key, string method, string path, object? body = null)
    {
        var content = body is null ? "" : JsonSerializer.Serialize(body);
        var answer = (await Docker.RunAsync("exec", container, "bash", "-c", Script, "send", method, path, key, content)).Succeeded().Output;
        var parts = answer.Split("\r\n\r\n", 2);
        var status = int.Parse(Status().Match(parts[0]).Groups[1].Value, CultureInfo.InvariantCulture);
        if (status is < 200 or > 299) throw new InvalidOperationException($"{method} {path}: {answer}");
        return parts[1].Length == 0 ? default : JsonDocument.Parse(parts[1]).RootElement;
    }

    [GeneratedRegex(@"^HTTP/1\.\d (\d{3})")]
    private static partial Regex Status();
}
