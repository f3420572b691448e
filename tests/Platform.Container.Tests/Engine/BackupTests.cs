using System.Text.Json;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary>Backup and restore by the commands of docs/operations.md, in containers.</summary>
[Collection(Image.Collection)]
public sealed class BackupTests(Image image)
{
    [EngineFact]
    public async Task A_backup_of_the_running_service_restores_what_was_there()
    {
        await using var service = await Service.StartAsync(image);
        var key = await service.KeyAsync();
        await AddAsync(service, key, "Before");
        var written = (await service.ExecAsync("platform", "backup", "--to", "/data/backups/by-hand.db")).Succeeded().Text;
        Assert.StartsWith("Backup written to /data/backups/by-hand.db", written, StringComparison.Ordinal);
        await AddAsync(service, key, "After");

        await Docker.ReadAsync("stop", "--time", "60", service.Name);
        // The block of the document, with its two names.
        var commands = Document.Block("docs/operations.md", "restore-container").Replace("CONTAINER", service.Name, StringComparison.Ordinal);
        (await Program.RunAsync("bash", ["-euc", commands], TimeSpan.FromMinutes(3), new Dictionary<string, string> { ["BACKUP"] = "/data/backups/by-hand.db" })).Succeeded();
        await service.HealthyAsync();

        var streams = (await service.AskAsync(key, "GET", "/api/v1/streams/")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("name").GetString());
        Assert.Equal(["Before"], streams);
    }

    private static Task<JsonElement> AddAsync(Service service, string key, string name) =>
        service.AskAsync(key, "POST", "/api/v1/streams/", new { url = $"https://radio.example/{name}", name, enabled = false });
}
