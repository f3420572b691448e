namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A supervisor asks the service to stop, at any time of its life.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Asked_to_stop_while_it_starts_or_runs_it_ends_with_success()
    {
        await using var platform = PlatformProcess.Launched();
        while (!platform.Output.Contains("Database of", StringComparison.Ordinal)) await Task.Delay(TimeSpan.FromMilliseconds(20));
        Assert.Equal(0, await platform.StopAsync());
        Assert.DoesNotContain("Application started", platform.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", platform.Output, StringComparison.Ordinal);

        await platform.StartAgainAsync();
        Assert.Equal(0, await platform.StopAsync());
    }
}
