using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Pcm;
using Platform.Media.Tools;

namespace Platform.Media.Tests.Pcm;

public sealed class FfmpegStartTests
{
    private readonly ExternalTool _tool = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);

    [Fact]
    public async Task Only_libraries_that_ffmpeg_loads_anyway_come_first()
    {
        var environment = await new FfmpegStart(_tool).EnvironmentAsync("ffmpeg");
        var linked = await _tool.RunAsync(new ToolRequest("ldd", [ToolPath.Find("ffmpeg")!]) { Timeout = TimeSpan.FromSeconds(30) }, CancellationToken.None);

        var first = environment["LD_PRELOAD"]!.Split(' ');
        Assert.NotEmpty(first);
        Assert.All(first, library => Assert.Contains($" => {library} (", linked.OutputText, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_cannot_be_asked_is_started_as_it_is()
    {
        Assert.Empty(await new FfmpegStart(_tool).EnvironmentAsync("/nowhere/ffmpeg"));
    }
}
