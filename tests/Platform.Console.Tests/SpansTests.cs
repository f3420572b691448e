using Platform.Kernel.Text;

namespace Platform.Console.Tests;

public sealed class SpansTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.85, "850 ms")]
    [InlineData(0.9996, "1 s")]
    [InlineData(12.44, "12.4 s")]
    [InlineData(59.97, "1 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(3600, "1 h")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(356400, "4 d 3 h")]
    [InlineData(-90, "-1 min 30 s")]
    public void A_length_is_said_in_its_two_largest_units(double seconds, string words) =>
        Assert.Equal(words, Spans.Text(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(4, "just now")]
    [InlineData(40, "40 s ago")]
    [InlineData(-40, "in 40 s")]
    [InlineData(300, "5 min ago")]
    [InlineData(-7300, "in 2 h")]
    [InlineData(1036800, "12 d ago")]
    public void A_distance_is_said_in_its_largest_unit(int secondsAgo, string words)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(words, Spans.Relative(now.AddSeconds(-secondsAgo), now));
    }
}
