using Platform.Console.Viewer;
using Platform.Testing;

namespace Platform.Console.Tests;

public sealed class ViewerClockTests
{
    private readonly ViewerClock _clock = new(new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero)));

    [Fact]
    public void It_is_utc_until_the_browser_has_told_its_zone() => Assert.Equal(TimeSpan.Zero, _clock.Now.Offset);

    [Fact]
    public void It_shows_the_time_on_the_viewers_wall()
    {
        _clock.Use("Europe/Berlin");
        Assert.Equal(new DateTimeOffset(2026, 7, 2, 0, 30, 0, TimeSpan.FromHours(2)), _clock.Now);
        Assert.Equal(2, _clock.Now.Day);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/passwd")]
    public void A_zone_that_does_not_exist_changes_nothing(string? name)
    {
        _clock.Use("Asia/Tokyo");
        _clock.Use(name);
        Assert.Equal("Asia/Tokyo", _clock.Zone.Id);
    }

    [Fact]
    public void Screens_are_told_when_the_zone_changes_and_only_then()
    {
        var told = 0;
        _clock.Changed += () => told++;
        _clock.Use("Asia/Tokyo");
        _clock.Use("Asia/Tokyo");
        Assert.Equal(1, told);
    }
}
