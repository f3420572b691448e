using System.Text.Json;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary>compose.yaml: the whole stack, and its modes, which differ by configuration only.</summary>
[Collection(Image.Collection)]
public sealed class StackTests(Image image)
{
    [EngineFact]
    public async Task The_default_stack_needs_no_variable_and_checks_what_is_published_to_mediamtx()
    {
        await using var stack = await Stack.CreateAsync(image);
        await stack.UpAsync();
        var platform = await stack.ContainerAsync("platform");
        var key = await Docker.ReadAsync("exec", platform, "platform", "apikey", "create", "test");

        // An encoder on the stack's network. MediaMTX runs the hook, the hook tells the platform, the platform checks.
        var encoder = await Docker.ReadAsync(
            "run", "--rm", "--detach", "--network", $"{stack.Project}_default", "--entrypoint", "ffmpeg", image.Tag, "-v", "error", "-re",
            "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100", "-t", "600", "-c:a", "aac", "-f", "flv", "rtmp://mediamtx:1935/live/demo");
        try
        {
            var stream = await Wait.ForAsync(
                async () => (await Request.SendAsync(platform, key, "GET", "/api/v1/streams/")).GetProperty("items").EnumerateArray()
                    .Where(s => s.GetProperty("url").GetString() == "rtmp://mediamtx:1935/live/demo").Select(s => s.GetProperty("id").GetString()).FirstOrDefault(),
                "the published stream is listed", explain: stack.LogAsync);
            var result = await Wait.ForAsync(
                async () => (await Request.SendAsync(platform, key, "GET", $"/api/v1/streams/{stream}/results")).GetProperty("items").EnumerateArray()
                    .Select(r => r.GetRawText()).FirstOrDefault(),
                "its first result", explain: stack.LogAsync);
            Assert.Contains(JsonDocument.Parse(result).RootElement.GetProperty("state").GetString(), (string[])["healthy", "degraded"]);
        }
        finally
        {
            await Docker.RunAsync("rm", "--force", encoder);
        }
    }

    [EngineFact]
    public async Task The_profile_cluster_runs_two_nodes_on_postgres_of_which_one_takes_no_speech()
    {
        await using var stack = await Stack.CreateAsync(
            image,
            ("COMPOSE_PROFILES", "cluster"),
            ("POSTGRES_IMAGE", await Substitute.ForAsync("postgres:15", "postgres-stand-in")),
            ("PLATFORM_DATABASE_FILE", "/run/secrets/database"),
            ("PLATFORM_SPEECH_LANE", "0"),
            ("PLATFORM_2_SPEECH_LANE", "2"),
            ("PLATFORM_2_PROBE_LANE", "0"));
        (await Program.RunAsync(Repository.PathOf("deploy/compose/make-secrets.sh"), [stack.Secrets], TimeSpan.FromSeconds(30))).Succeeded();
        await stack.UpAsync();

        // Whichever was asked, both tell of the same streams: they share the database.
        var (one, two) = (await stack.ContainerAsync("platform"), await stack.ContainerAsync("platform-2"));
        var key = await Docker.ReadAsync("exec", one, "platform", "apikey", "create", "test", "--role", "operator");
        await Request.SendAsync(one, key, "POST", "/api/v1/streams/", new { url = "https://radio.example/live", name = "Shared", enabled = false });
        var seen = await Request.SendAsync(two, key, "GET", "/api/v1/streams/");
        Assert.Contains("Shared", seen.GetRawText(), StringComparison.Ordinal);

        Assert.Matches("lanes: probe [1-9].*speech 0", (await Docker.RunAsync("logs", one)).Output);
        Assert.Matches("lanes: probe 0.*speech 2", (await Docker.RunAsync("logs", two)).Output);

        // pg_dump in the image is of the server's version.
        var backup = await Docker.RunAsync("exec", one, "platform", "backup");
        Assert.Contains("Backup written to /data/backups/", backup.Succeeded().Output, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task The_gpu_modes_reserve_a_card_and_mount_the_cuda_libraries()
    {
        await using var stack = await Stack.CreateAsync(image);
        var node = await ServiceAsync(stack, ["--profile", "gpu", "config", "--format", "json"], "speech-gpu");
        var single = await ServiceAsync(stack, ["--file", Repository.PathOf("compose.gpu.yaml"), "config", "--format", "json"], "platform");
        foreach (var service in (JsonElement[])[node, single])
        {
            var device = service.GetProperty("deploy").GetProperty("resources").GetProperty("reservations").GetProperty("devices")[0];
            Assert.Equal("nvidia", device.GetProperty("driver").GetString());
            Assert.Equal("/cuda", service.GetProperty("environment").GetProperty("LD_LIBRARY_PATH").GetString());
            Assert.Contains(service.GetProperty("volumes").EnumerateArray(), v => v.GetProperty("target").GetString() == "/cuda");
        }

        // A node for speech does nothing else.
        foreach (var lane in (string[])["Probe", "Media", "Net"]) Assert.Equal("0", node.GetProperty("environment").GetProperty($"PLATFORM__Scheduling__Lanes__{lane}").GetString());
    }

    private static async Task<JsonElement> ServiceAsync(Stack stack, string[] command, string service) =>
        JsonDocument.Parse((await stack.ComposeAsync(command)).Succeeded().Output).RootElement.GetProperty("services").GetProperty(service).Clone();
}
