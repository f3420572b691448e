using System.Text.Json;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>
/// An Apprise API server, which knows over a hundred services: stateless (<c>/notify</c> with the services' URLs) or with a
/// configuration kept there (<c>/notify/{key}</c>). The server's address may be written as Apprise does:
/// <c>apprise://host/key</c> and <c>apprises://host/key</c>.
/// </summary>
internal sealed class AppriseFormat : HttpFormat
{
    public override ChannelKind Kind => ChannelKind.Apprise;

    public override string Title => "Apprise";

    public override string Help => "For every service not listed here: run caronc/apprise-api, and give either Apprise URLs or the key of a configuration kept on that server.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("server", "Apprise API server") { Input = ChannelFieldInput.Text, Required = true, Destination = true, Placeholder = "http://apprise.lan:8000 or apprise://apprise.lan:8000/key" },
        new("urls", "Apprise URLs") { Input = ChannelFieldInput.Lines, Secret = true, Placeholder = "matrix://user:password@host/#room", Help = "One to a line. They hold passwords, so all of it is kept as a secret." },
        new("key", "Configuration key") { Help = "Instead of URLs: the key of a configuration on the server." },
        new("tag", "Tag") { Help = "Only the services of the configuration that bear this tag." },
    ];

    public override void Check(ChannelValues values, Dictionary<string, string[]> wrong)
    {
        if (!values.Has("server")) return;
        var (server, key) = Target(values);
        if (server is null) wrong["values.server"] = ["An address such as http://apprise.lan:8000, or apprise://host:port/key."];
        else if (key is null && !values.Has("urls")) wrong["values.urls"] = ["Apprise URLs, or a configuration key, are needed."];
    }

    public override HttpCall Compose(OutgoingAlert alert, ChannelValues values)
    {
        var (server, key) = Target(values);
        var type = alert.Message.IsGood ? "success" : alert.Message.IsBad ? "failure" : alert.Message.State == "degraded" ? "warning" : "info";
        var (title, body) = (alert.Text.Subject, alert.Text.Body);
        return key is null
            ? HttpCall.Of($"{server}/notify", new { urls = string.Join(", ", values["urls"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), title, body, type, format = "text" })
            : HttpCall.Of($"{server}/notify/{Uri.EscapeDataString(key)}", new { title, body, type, format = "text", tag = values.Has("tag") ? values["tag"] : null });
    }

    /// <summary>Apprise's server answers 200 with a list of errors when nothing was configured under the key.</summary>
    public override string? Refusal(string answer)
    {
        if (!answer.StartsWith('{')) return null;
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        }
        catch (JsonException e)
        {
            return "The answer is not Apprise's: " + e.Message;
        }
    }

    private static (string? Server, string? Key) Target(ChannelValues values)
    {
        var key = values.Has("key") ? values["key"] : null;
        if (!Uri.TryCreate(values["server"], UriKind.Absolute, out var uri) || uri.Host.Length == 0) return (null, null);
        var path = uri.AbsolutePath.Trim('/');
        if (uri.Scheme is "http" or "https") return (uri.GetLeftPart(UriPartial.Path).TrimEnd('/'), key);
        if (uri.Scheme is not ("apprise" or "apprises")) return (null, null);
        var cut = path.LastIndexOf('/');
        var prefix = cut < 0 ? "" : "/" + path[..cut];
        var scheme = uri.Scheme == "apprise" ? "http" : "https";
        return ($"{scheme}://{uri.Authority}{prefix}", key ?? (path.Length > 0 ? Uri.UnescapeDataString(path[(cut + 1)..]) : null));
    }
}
