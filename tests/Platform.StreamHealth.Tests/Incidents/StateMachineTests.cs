using Platform.StreamHealth.Incidents.States;
using static Platform.StreamHealth.Contracts.MonitorState;

namespace Platform.StreamHealth.Tests.Incidents;

public sealed class StateMachineTests
{
    [Fact]
    public void The_first_good_check_makes_it_up_and_nobody_is_told()
    {
        var stream = new Watched();
        Assert.Equal([Up, Up], stream.Run("G G"));
        Assert.Empty(stream.Told);
    }

    [Fact]
    public void A_stream_that_never_worked_is_told_after_as_many_failures_as_any_other()
    {
        var stream = new Watched();
        Assert.Equal([Pending, Pending, Down, Down], stream.Run("B B B B"));
        Assert.Equal(["Pending>Down"], stream.Told);
    }

    [Fact]
    public void One_bad_check_is_no_outage_and_nobody_hears_of_it()
    {
        var stream = new Watched();
        Assert.Equal([Up, Pending, Up, Pending, Pending, Up], stream.Run("G B G B B G"));
        Assert.Empty(stream.Told);
    }

    [Fact]
    public void It_takes_the_second_good_check_to_come_back_and_that_is_told()
    {
        var stream = new Watched();
        Assert.Equal([Up, Pending, Pending, Down, Down, Down, Down, Up], stream.Run("G B B B G B G G"));
        Assert.Equal(["Pending>Down", "Down>Up"], stream.Told);
    }

    [Fact]
    public void With_one_failure_allowed_there_is_no_pending()
    {
        var stream = new Watched { Limits = new MonitorLimits { FailuresToDown = 1, SuccessesToUp = 1 } };
        Assert.Equal([Up, Down, Up], stream.Run("G B G"));
        Assert.Equal(["Up>Down", "Down>Up"], stream.Told);
    }

    [Fact]
    public void Enough_checks_that_are_not_good_make_it_degraded_and_failures_make_that_worse()
    {
        var stream = new Watched();
        Assert.Equal([Up, Up, Pending, Degraded, Degraded, Degraded, Down], stream.Run("G d B d B B B"));
        Assert.Equal(["Pending>Degraded", "Degraded>Down"], stream.Told);
        Assert.Equal([Down, Degraded, Degraded, Up], stream.Run("d d G G"));
        Assert.Equal(["Down>Degraded", "Degraded>Up"], stream.Told.Skip(2));
    }

    [Fact]
    public void A_shallow_success_does_not_clear_what_a_deep_check_found()
    {
        var stream = new Watched();
        Assert.Equal([Up, Pending, Pending, Pending, Pending, Down], stream.Run("G:G G:B G G G:B G:B"));
        Assert.Equal([Down, Down, Down, Down], stream.Run("G G G G:G"));
        Assert.Equal([Up], stream.Run("G:G"));
        Assert.Equal(["Pending>Down", "Down>Up"], stream.Told);
    }

    [Fact]
    public void A_deep_success_clears_both_depths()
    {
        var stream = new Watched();
        Assert.Equal(Down, stream.Run("G B B B").Last());
        Assert.Equal([Down, Up], stream.Run("G:G G:G"));
    }

    [Fact]
    public void A_deep_check_that_cannot_connect_counts_as_a_shallow_failure()
    {
        var stream = new Watched();
        Assert.Equal([Up, Pending, Pending, Down], stream.Run("G:G B B B"));
        Assert.Equal((3, 0), (stream.Memory.Shallow.Bad, stream.Memory.Deep.Bad));
        Assert.Equal([Down, Up], stream.Run("G G"));
    }

    [Fact]
    public void What_a_deep_check_found_is_forgotten_when_there_are_no_deep_checks_any_more()
    {
        var deep = new Watched();
        deep.Run("G:G G:B G:B G:B");
        Assert.Equal(Down, deep.Last.To);
        var observed = new Observation { At = deep.Now, ResultId = Guid.NewGuid(), Shallow = Outcome.Good, DeepChecks = false };
        Assert.Equal(Up, StateMachine.Next(deep.Memory, observed, deep.Limits).To);
    }

    [Theory]
    [InlineData("G B", CheckDepth.Shallow)]
    [InlineData("G G:B", CheckDepth.Deep)]
    [InlineData("G:G G:B G", CheckDepth.Deep)]
    [InlineData("G G", null)]
    [InlineData("G B B B", null)]
    [InlineData("G B B B G", CheckDepth.Shallow)]
    [InlineData("G:G G:B G:B G:B G:G", CheckDepth.Deep)]
    internal void A_suspicion_is_looked_at_again_soon_at_its_own_depth(string checks, CheckDepth? depth)
    {
        var stream = new Watched();
        stream.Run(checks);
        Assert.Equal(depth, stream.Last.RetryDepth);
    }

    [Fact]
    public void The_same_memory_read_from_its_text_goes_on_the_same()
    {
        var stream = new Watched();
        stream.Run("G:G G:B d B:B G:G B B");
        var read = MonitorMemoryText.Read(MonitorMemoryText.Write(stream.Memory));
        Assert.Equal(MonitorMemoryText.Write(stream.Memory), MonitorMemoryText.Write(read));
        Assert.Equal(stream.Memory with { Changes = read.Changes }, read);
        Assert.Equal(MonitorMemory.Fresh, MonitorMemoryText.Read(""));
    }

    [Fact]
    public void A_clock_that_jumps_moves_nothing()
    {
        var (steady, jumping) = (new Watched(), new Watched());
        foreach (var check in "G B G B B B G G B B d d d G G:B G:B G:B G:G G:G".Split(' '))
        {
            jumping.Now += TimeSpan.FromHours(check.Length % 2 == 0 ? 30 : -25);
            Assert.Equal(steady.Run(check), jumping.Run(check));
        }

        Assert.Equal(steady.Told, jumping.Told);
    }
}
