namespace Platform.StreamHealth.Tests.Fuzz;

/// <summary>A short run; <c>benchmarks -- fuzz --inputs 1000000</c> is the long one.</summary>
public sealed class ParserFuzzTests
{
    [Fact]
    public async Task No_generated_input_makes_a_parser_throw_hang_or_take_memory()
    {
        var outcome = await Task.Run(() => ParserFuzz.Run(seed: 1, first: 0, count: 20_000)).WaitAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(outcome.Failures);
        Assert.True(outcome.Slowest.Time < TimeSpan.FromSeconds(5), $"{outcome.Slowest.Time} for {outcome.Slowest.What}");
        Assert.True(outcome.Greediest.Bytes < 2_000_000, $"{outcome.Greediest.Bytes} bytes for {outcome.Greediest.What}");
    }
}
