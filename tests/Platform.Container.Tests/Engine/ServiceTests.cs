using System.Text.Json;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary>The service in a container as confined as docs/container.md says it may be.</summary>
[Collection(Image.Collection)]
public sealed class ServiceTests(Image image)
{
    private const string Speech = "http://127.0.0.1:8080/reference/speech.mp3";

    [EngineFact]
    public async Task It_serves_read_only_without_rights_as_the_user_of_the_image()
    {
        await using var service = await Service.StartAsync(image);
        Assert.Equal("10001", (await service.ExecAsync("id", "-u")).Succeeded().Text);
        // All sets of capabilities are empty, and no program can give itself more.
        var status = (await service.ExecAsync("cat", "/proc/1/status")).Succeeded().Output;
        Assert.Contains("CapBnd:\t0000000000000000", status, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.NotEqual(0, (await service.ExecAsync("touch", "/app/x")).Code);
        Assert.Equal(0, (await service.ExecAsync("platform", "health")).Code);
        Assert.Contains("Nobody can sign in yet", await service.LogAsync(), StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task It_serves_as_any_other_user()
    {
        await using var service = await Service.StartAsync(image, "--user", "23456:34567");
        Assert.Equal("23456", (await service.ExecAsync("id", "-u")).Succeeded().Text);
    }

    [EngineFact]
    public async Task It_is_unhealthy_while_the_service_does_not_answer()
    {
        var name = $"platform-test-{Guid.NewGuid():n}";
        try
        {
            await Docker.ReadAsync(
                "run", "--detach", "--name", name, "--health-interval", "1s", "--health-start-period", "1s", "--health-retries", "1", "--entrypoint", "sleep", image.Tag, "600");
            await Wait.UntilAsync(async () => await Docker.ReadAsync("inspect", "--format", "{{.State.Health.Status}}", name) == "unhealthy", "unhealthy");
            var asked = await Docker.RunAsync("exec", name, "platform", "health");
            Assert.Equal(1, asked.Code);
            Assert.Contains("http://127.0.0.1:8080/health/ready", asked.Errors, StringComparison.Ordinal);
        }
        finally
        {
            await Docker.RunAsync("rm", "--force", "--volumes", name);
        }
    }

    [EngineFact]
    public async Task A_check_in_it_hears_and_plays_the_stream()
    {
        await using var service = await Service.StartAsync(image);
        await service.ExamplesAsync();
        var report = JsonDocument.Parse((await service.ExecAsync("platform", "check", "--url", Speech, "--phase", "3", "--sample-duration", "3", "--output", "json")).Succeeded().Output).RootElement;
        Assert.Equal("success", report.GetProperty("connectivity").GetProperty("status").GetString());
        Assert.Equal("success", report.GetProperty("player_tests").GetProperty("vlc").GetProperty("status").GetString());
        Assert.Equal("ok", report.GetProperty("audio_analysis").GetProperty("status").GetString());
    }

    [EngineFact]
    public async Task What_was_acknowledged_survives_a_restart_and_a_kill()
    {
        await using var service = await Service.StartAsync(image);
        var key = await service.KeyAsync();
        var stream = (await AddAsync(service, key, "every 1h", 1)).GetProperty("id").GetString();

        await Docker.ReadAsync("restart", "--time", "60", service.Name);
        await service.HealthyAsync();
        Assert.Equal("Kept", (await service.AskAsync(key, "GET", $"/api/v1/streams/{stream}")).GetProperty("name").GetString());

        var second = (await AddAsync(service, key, "every 1h", 2)).GetProperty("id").GetString();
        await Docker.ReadAsync("kill", "--signal", "KILL", service.Name);
        Assert.Equal("137", await Docker.ReadAsync("inspect", "--format", "{{.State.ExitCode}}", service.Name));
        await Docker.ReadAsync("start", service.Name);
        await service.HealthyAsync();
        Assert.Equal("Kept", (await service.AskAsync(key, "GET", $"/api/v1/streams/{second}")).GetProperty("name").GetString());
        Assert.Equal("alive", (await service.ExecAsync("platform", "health", "--live")).Succeeded().Text);
    }

    [EngineFact]
    public async Task On_sigterm_it_stops_in_time_in_the_middle_of_a_check_which_comes_again_after_the_start()
    {
        await using var service = await Service.StartAsync(image);
        var key = await service.KeyAsync();
        await service.ExamplesAsync();
        // A check that listens for half a minute, due again in an hour.
        var stream = (await AddAsync(service, key, "every 1h", 3, sampleSeconds: 30)).GetProperty("id").GetString();
        await Wait.UntilAsync(async () => await ListenersAsync(service) > 0, "the check listens");

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Docker.ReadAsync("stop", "--time", "60", service.Name);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 45);
        Assert.Equal("0", await Docker.ReadAsync("inspect", "--format", "{{.State.ExitCode}}", service.Name));

        await Docker.ReadAsync("start", service.Name);
        await service.HealthyAsync();
        await Wait.UntilAsync(
            async () => (await service.AskAsync(key, "GET", $"/api/v1/streams/{stream}/results")).GetProperty("items").GetArrayLength() > 0, "its result", explain: service.LogAsync);
    }

    /// <summary>Connections to the service's port from itself: those of the checks of its own reference streams.</summary>
    private static async Task<int> ListenersAsync(Service service) =>
        (await service.ExecAsync("cat", "/proc/net/tcp", "/proc/net/tcp6")).Succeeded().Output.Split('\n').Count(l => l.Contains(":1F90 ", StringComparison.Ordinal) && l.Contains(" 01 ", StringComparison.Ordinal));

    private static Task<JsonElement> AddAsync(Service service, string key, string schedule, int phase, int sampleSeconds = 2) =>
        service.AskAsync(key, "POST", "/api/v1/streams", new { url = $"{Speech}?phase={phase}", name = "Kept", schedule, phase, sampleSeconds });
}
