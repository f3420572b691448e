using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents.States;
using static Platform.StreamHealth.Contracts.MonitorState;

namespace Platform.StreamHealth.Tests.Incidents;

/// <summary>Maintenance, parents, the own uplink and flapping.</summary>
public sealed class HiddenTransitionTests
{
    [Fact]
    public void Nothing_is_told_during_maintenance_and_a_stream_that_is_well_after_it_needs_no_word()
    {
        var stream = new Watched();
        stream.Run("G");
        stream.Maintenance = true;
        Assert.All(stream.Run("B B B B G G"), state => Assert.Equal(MonitorState.Maintenance, state));
        stream.Maintenance = false;
        Assert.Equal([Up], stream.Run("G"));
        Assert.Empty(stream.Told);
    }

    [Fact]
    public void What_still_fails_when_the_maintenance_ends_is_told_at_once()
    {
        var stream = new Watched();
        stream.Run("G B B B");
        stream.Maintenance = true;
        stream.Run("B B");
        stream.Maintenance = false;
        Assert.Equal([Down], stream.Run("B"));
        Assert.Equal(["Pending>Down", "Maintenance>Down"], stream.Told);
    }

    [Fact]
    public void A_stream_that_is_just_coming_back_when_the_maintenance_ends_is_not_called_down()
    {
        var stream = new Watched { Limits = new MonitorLimits { FailuresToDown = 3, SuccessesToUp = 3 } };
        stream.Run("G");
        stream.Maintenance = true;
        stream.Run("B B B");
        stream.Maintenance = false;
        Assert.Equal([Pending, Pending, Up], stream.Run("G G G"));
        Assert.Empty(stream.Told);
    }

    [Fact]
    public void What_was_heard_during_maintenance_is_listened_to_again_before_anybody_is_told()
    {
        var stream = new Watched();
        stream.Run("G:G");
        stream.Maintenance = true;
        stream.Run("G:B G:B G:B");
        stream.Maintenance = false;
        Assert.Equal([Pending], stream.Run("G"));
        Assert.Equal(CheckDepth.Deep, stream.Last.RetryDepth);
        Assert.Equal([Pending, Up], stream.Run("G:G G:G"));
        Assert.Empty(stream.Told);
    }

    [Fact]
    public void Failures_while_the_own_line_is_down_do_not_count()
    {
        var stream = new Watched();
        stream.Run("G B B");
        stream.UplinkDown = true;
        Assert.Equal([Pending, Pending, Pending, Pending], stream.Run("B B B B"));
        Assert.True(stream.Last.Ignored);
        stream.UplinkDown = false;
        Assert.Equal([Up], stream.Run("G"));
        Assert.Empty(stream.Told);
    }

    [Fact]
    public void A_stream_whose_parent_is_down_is_down_in_silence_and_so_is_its_recovery()
    {
        var stream = new Watched();
        stream.Run("G");
        stream.Parent = ParentState.Down;
        Assert.Equal([Pending, Pending, Down], stream.Run("B B B"));
        Assert.True(stream.Last.HiddenByParent);
        stream.Parent = ParentState.Fine;
        Assert.Equal([Down, Up], stream.Run("G G"));
        Assert.Empty(stream.Told);
    }

    [Fact]
    public void A_stream_that_stays_down_after_its_parent_came_back_is_told_then()
    {
        var stream = new Watched { Parent = ParentState.Down };
        stream.Run("B B B B");
        stream.Parent = ParentState.Fine;
        Assert.Equal([Down, Down, Down], stream.Run("B B B"));
        Assert.Equal(["Down>Down"], stream.Told);
        stream.Run("G G");
        Assert.Equal(["Down>Down", "Down>Up"], stream.Told);
    }

    [Fact]
    public void A_stream_waits_for_its_parent_to_be_decided_but_not_for_ever()
    {
        var stream = new Watched();
        stream.Run("G");
        stream.Parent = ParentState.Undecided;
        Assert.Equal([Pending, Pending, Pending, Pending, Pending, Down], stream.Run("B B B B B B"));
        Assert.Equal(["Pending>Down"], stream.Told);
    }

    [Fact]
    public void A_flapping_stream_is_told_of_once_and_then_rests_until_it_is_calm()
    {
        var stream = Flapper();
        for (var i = 0; i < 10; i++) stream.Run("B G");
        Assert.Equal(["Up>Down", "Down>Up", "Up>Down flapping"], stream.Told);
        Assert.True(stream.Memory.Flapping);

        stream.Run("G G G G G G");
        Assert.False(stream.Memory.Flapping);
        Assert.Equal(["Up>Up"], stream.Told.Skip(3));
        Assert.Equal(Up, stream.Memory.Told);
    }

    [Fact]
    public void A_stream_that_calms_down_while_it_is_down_stays_told_as_down()
    {
        var stream = Flapper();
        stream.Run("B G B G B B B B B B B B");
        Assert.False(stream.Memory.Flapping);
        Assert.Equal(["Up>Down", "Down>Up", "Up>Down flapping"], stream.Told);
        stream.Run("G");
        Assert.Equal("Down>Up", stream.Told[^1]);
    }

    [Fact]
    public void Flapping_survives_a_clock_that_jumps()
    {
        var stream = Flapper();
        stream.Run("B G B G");
        Assert.True(stream.Memory.Flapping);
        stream.Now += TimeSpan.FromDays(1);
        stream.Run("G");
        Assert.False(stream.Memory.Flapping);
        Assert.Equal(Up, stream.Memory.Told);
    }

    private static Watched Flapper()
    {
        var stream = new Watched
        {
            Limits = new MonitorLimits { FailuresToDown = 1, SuccessesToUp = 1, FlapChanges = 3, FlapWindow = TimeSpan.FromMinutes(30), FlapCalm = TimeSpan.FromMinutes(5) },
        };
        stream.Run("G");
        return stream;
    }
}
