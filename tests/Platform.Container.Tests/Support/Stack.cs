using System.Text.Json;

namespace Platform.Container.Tests.Support;

/// <summary>compose.yaml, started as its users start it, under a project name of its own and on free ports.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private readonly Dictionary<string, string> _environment;
    private readonly TemporaryFolder _secrets = new(world: false);

    private Stack(Dictionary<string, string> environment) => _environment = environment;

    public string Project => _environment["COMPOSE_PROJECT_NAME"];

    /// <summary>Where the secrets of this stack are, which are files.</summary>
    public string Secrets => _secrets.Path;

    public static async Task<Stack> CreateAsync(Image image, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>
        {
            ["COMPOSE_PROJECT_NAME"] = $"mediaops-test-{Guid.NewGuid().ToString("n")[..8]}",
            ["PLATFORM_IMAGE"] = image.Tag,
            ["MEDIAMTX_IMAGE"] = await Substitute.ForAsync("bluenviron/mediamtx:1-ffmpeg", "mediamtx-stand-in"),
        };
        foreach (var port in (string[])["HTTP_PORT", "HTTP_PORT_2", "RTMP_PORT", "RTSP_PORT", "HLS_PORT"]) environment[port] = "0";
        foreach (var (name, value) in variables) environment[name] = value;
        var stack = new Stack(environment);
        environment["SECRETS"] = stack.Secrets;
        return stack;
    }

    public Task<Outcome> ComposeAsync(params IEnumerable<string> arguments) =>
        Docker.LongAsync(["compose", "--env-file", "/dev/null", "--file", Repository.PathOf("compose.yaml"), .. arguments], _environment);

    /// <summary>Starts the stack and waits until every service that stays is healthy.</summary>
    public async Task UpAsync()
    {
        (await ComposeAsync("up", "--detach", "--quiet-pull")).Succeeded();
        await Wait.UntilAsync(async () => (await StatesAsync()).All(s => s is "running/healthy" or "exited/"), "all services healthy", explain: LogAsync);
    }

    public async Task<string> ContainerAsync(string service) => (await ComposeAsync("ps", "--quiet", service)).Succeeded().Text;

    public async Task<string> LogAsync()
    {
        var log = await ComposeAsync("logs", "--no-color", "--tail", "60");
        return string.Join(", ", await StatesAsync()) + "\n" + log.Output + log.Errors;
    }

    public async ValueTask DisposeAsync()
    {
        await ComposeAsync("--profile", "cluster", "down", "--volumes", "--timeout", "30");
        _secrets.Dispose();
    }

    private async Task<string[]> StatesAsync() =>
        [.. (await ComposeAsync("ps", "--all", "--format", "json")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).Select(c => $"{c.GetProperty("State").GetString()}/{c.GetProperty("Health").GetString()}")];
}

/// <summary>A server of the same kind for images that cannot be had.</summary>
internal static class Substitute
{
    /// <summary>The image itself where the engine has it or can pull it, otherwise what the folder below Files builds.</summary>
    public static async Task<string> ForAsync(string image, string folder)
    {
        if (await Docker.HasAsync(image)) return image;
        (await Docker.LongAsync(["build", "--quiet", "-t", folder, Repository.PathOf($"tests/Platform.Container.Tests/Files/{folder}")])).Succeeded();
        return folder;
    }
}
