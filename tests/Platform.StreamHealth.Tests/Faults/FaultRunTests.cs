using Platform.Benchmarks.Faults;

namespace Platform.StreamHealth.Tests.Faults;

public sealed class FaultRunTests
{
    [Fact]
    public async Task Whatever_is_done_to_streams_and_to_the_clock_every_transition_is_right_and_no_alert_is_false()
    {
        FaultKind[] kinds = [FaultKind.Killed, FaultKind.Corrupted, FaultKind.NameFailing];
        var tally = await FaultRun.RunAsync(new FaultPlan(Streams: 4, Seed: 11, Checks: 16, kinds, AtOnce: 4));
        Assert.Empty(tally.Wrong);
        Assert.Equal((64, 0, 0), (tally.Checks, tally.False, tally.Missed));
        Assert.True(tally.Expected > 4, $"Only {tally.Expected} notices were due; another seed is needed.");
        Assert.True(tally.Jumps > 0);
    }
}
