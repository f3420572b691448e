using Microsoft.Extensions.Logging.Abstractions;
using Platform.Kernel.Health;
using Platform.Media.Health;
using Platform.Media.Tools;

namespace Platform.Media.Tests.Health;

public sealed class FfmpegInspectionTests
{
    [Fact]
    public async Task An_installed_ffmpeg_is_named_with_version_and_path()
    {
        var finding = await Inspection("ffmpeg").InspectAsync(CancellationToken.None);

        Assert.Equal(HealthLevel.Ok, finding.Level);
        Assert.Matches(@"^Version \S*\d\S* at /\S+/ffmpeg$", finding.Detail);
    }

    [Fact]
    public async Task A_missing_ffmpeg_is_an_error_with_the_command_that_installs_it()
    {
        var finding = await Inspection("/nowhere/ffmpeg").InspectAsync(CancellationToken.None);

        Assert.Equal(HealthLevel.Error, finding.Level);
        Assert.Contains("apt-get install ffmpeg", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_run_is_an_error_with_what_it_said()
    {
        var finding = await Inspection("/bin/false").InspectAsync(CancellationToken.None);

        Assert.Equal(HealthLevel.Error, finding.Level);
        Assert.Contains("exit code 1", finding.Detail, StringComparison.Ordinal);
    }

    private static FfmpegInspection Inspection(string path) => new(
        new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance),
        Microsoft.Extensions.Options.Options.Create(new MediaOptions { FfmpegPath = path }));
}
