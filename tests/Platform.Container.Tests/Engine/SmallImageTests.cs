using System.Globalization;
using System.Text.Json;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary>The image without its optional parts: smaller, and it says what it lacks.</summary>
[Collection(Image.Collection)]
public sealed class SmallImageTests(Image image)
{
    [EngineFact]
    public async Task Without_vlc_and_speech_the_player_test_is_skipped_with_the_reason_and_the_rest_works()
    {
        var small = $"{image.Tag}-small";
        await Image.BuildAsync(small, "--build-arg", "WITH_VLC=false", "--build-arg", "WITH_SPEECH=false");
        Assert.True(await BytesAsync(small) < await BytesAsync(image.Tag) - 60_000_000);

        // The stream comes from the image that has a voice.
        await using var service = await Service.StartAsync(image);
        await service.ExamplesAsync();
        var check = await Docker.RunAsync(
            "run", "--rm", "--network", $"container:{service.Name}", small,
            "check", "--url", "http://127.0.0.1:8080/reference/speech.mp3", "--phase", "3", "--sample-duration", "2", "--output-format", "json");
        var report = JsonDocument.Parse(check.Succeeded().Output).RootElement;
        var player = report.GetProperty("player_tests").GetProperty("vlc");
        Assert.Equal("skipped", player.GetProperty("status").GetString());
        Assert.Contains("libVLC", player.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("success", report.GetProperty("connectivity").GetProperty("status").GetString());
        Assert.NotEqual("skipped", report.GetProperty("audio_analysis").GetProperty("status").GetString());

        foreach (var program in (string[])["espeak-ng", "flite"])
        {
            Assert.NotEqual(0, (await Docker.RunAsync("run", "--rm", "--entrypoint", program, small, "--version")).Code);
        }
    }

    private static async Task<long> BytesAsync(string tag) => long.Parse(await Docker.ReadAsync("image", "inspect", "--format", "{{.Size}}", tag), CultureInfo.InvariantCulture);
}
