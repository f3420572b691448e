using System.Text.Json;

namespace Platform.Container.Tests.Support;

/// <summary>
/// A running container of the image, confined as docs/container.md says, with a volume of its own. It is asked through
/// <c>docker exec</c>, so the tests need no way to the engine's network.
/// </summary>
internal sealed class Service : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Confined =
        ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--memory", "2g", "--pids-limit", "500"];

    private Service(string name, string volume) => (Name, Volume) = (name, volume);

    public string Name { get; }

    public string Volume { get; }

    public static async Task<Service> StartAsync(Image image, params IEnumerable<string> options)
    {
        var id = Guid.NewGuid().ToString("n")[..8];
        var service = new Service($"platform-test-{id}", $"platform-test-{id}");
        try
        {
            await Docker.ReadAsync(["run", "--detach", "--name", service.Name, .. Confined, "--volume", $"{service.Volume}:/data", .. options, image.Tag]);
            await service.HealthyAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public Task HealthyAsync() => Wait.UntilAsync(
        async () => await StateAsync() switch
        {
            "running/healthy" => true,
            "running/starting" => false,
            var other => throw new InvalidOperationException($"The container is {other}:\n{await LogAsync()}"),
        },
        "healthy", explain: LogAsync);

    public Task<string> StateAsync() => Docker.ReadAsync("inspect", "--format", "{{.State.Status}}/{{if .State.Health}}{{.State.Health.Status}}{{end}}", Name);

    public async Task<string> LogAsync()
    {
        var log = await Docker.RunAsync("logs", Name);
        return log.Output + log.Errors;
    }

    public Task<Outcome> ExecAsync(params IEnumerable<string> command) => Docker.RunAsync(["exec", Name, .. command]);

    /// <summary>An API key of the role operator.</summary>
    public async Task<string> KeyAsync() => (await ExecAsync("platform", "apikey", "create", "test", "--role", "operator")).Succeeded().Text;

    /// <summary>Waits until the example streams are there: their audio is made when the first listener comes, which takes a busy machine a while.</summary>
    public Task ExamplesAsync() => Wait.UntilAsync(
        async () => (await ExecAsync("platform", "check", "--url", "http://127.0.0.1:8080/reference/speech.mp3", "--phase", "1", "--no-store", "--output", "json"))
            .Succeeded().Output.Contains("\"http_status\": 200", StringComparison.Ordinal),
        "the example streams answer", explain: LogAsync);

    /// <summary>A request to the service; see <see cref="Request"/>.</summary>
    public Task<JsonElement> AskAsync(string key, string method, string path, object? body = null) => Request.SendAsync(Name, key, method, path, body);

    public async ValueTask DisposeAsync()
    {
        await Docker.RunAsync("rm", "--force", "--volumes", Name);
        await Docker.RunAsync("volume", "rm", "--force", Volume);
    }
}
