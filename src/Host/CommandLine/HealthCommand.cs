using System.CommandLine;
using System.Text.Json;
using Platform.Kernel.CommandLine;

namespace Platform.Host.CommandLine;

/// <summary>
/// <c>platform health</c>: asks the service on this machine whether it is ready. What a container's health check runs, so
/// that no curl need be installed; it builds nothing of the service.
/// </summary>
internal sealed class HealthCommand : Command
{
    private static readonly Option<bool> Live = new("--live") { Description = "Ask only whether the process answers (/health/live), not whether it is ready." };
    private static readonly Option<string?> Url = new("--url") { Description = "Address of the service. Without it: the first of Urls, on this machine.", HelpName = "address" };
    private static readonly Option<int> Timeout = new("--timeout") { Description = "Seconds to wait for the answer.", DefaultValueFactory = _ => 5 };

    public HealthCommand(IConfiguration configuration)
        : base("health", "Ask the running service whether it is ready. Exit code 0 when it is, 1 otherwise, with the reasons.")
    {
        var output = OutputOption.Create();
        Options.Add(Live);
        Options.Add(Url);
        Options.Add(Timeout);
        Options.Add(output);
        SetAction((parsed, cancellationToken) => AskAsync(configuration, parsed, parsed.GetValue(output), cancellationToken));
    }

    private static async Task<int> AskAsync(IConfiguration configuration, ParseResult parsed, OutputFormat format, CancellationToken cancellationToken)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (Address(parsed.GetValue(Url) ?? configuration["Urls"] ?? "") is not { } address)
        {
            await errors.WriteLineAsync("Neither --url nor Urls is an http address.");
            return ExitCodes.Failure;
        }

        var asked = new Uri(address, parsed.GetValue(Live) ? "health/live" : "health/ready");
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false };
            using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(Timeout), 1, 300)) };
            using var answer = await client.GetAsync(asked, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            await output.WriteLineAsync(format == OutputFormat.Json ? text : Words(text));
            return answer.IsSuccessStatusCode ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await errors.WriteLineAsync($"{asked}: {e.Message}");
            return ExitCodes.Failure;
        }
    }

    /// <summary>Where the service that listens on <paramref name="urls"/> answers on this machine; null when it is no http address.</summary>
    internal static Uri? Address(string urls)
    {
        // '*' and '+' are Kestrel's words for every address, and no host a URI may have.
        var first = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        first = first.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal);
        if (first.Contains("://unix:", StringComparison.OrdinalIgnoreCase)) return null;
        if (!Uri.TryCreate(first, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)) return null;
        var host = url.Host switch { "0.0.0.0" => "127.0.0.1", "[::]" => "[::1]", _ => url.Host };
        return new UriBuilder(url.Scheme, host, url.Port, "/").Uri;
    }

    private static string Words(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var root = json.RootElement;
        var lines = new List<string> { root.GetProperty("status").GetString()! };
        if (root.TryGetProperty("inspections", out var inspections))
        {
            lines.AddRange(inspections.EnumerateArray().Where(i => i.GetProperty("level").GetString() != "ok")
                .Select(i => $"{i.GetProperty("title").GetString()}: {i.GetProperty("detail").GetString()}"));
        }

        return string.Join(Environment.NewLine, lines);
    }
}
