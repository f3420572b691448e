using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents.States;

namespace Platform.StreamHealth.Tests.Incidents;

public sealed class NotificationTableTests
{
    // Rows: from; columns: to. Those without Degraded are Uptime Kuma's.
    private const string Table = """
                     Pending  Up  Degraded  Down  Maintenance
        Pending      -        -   told      told  -
        Up           -        -   told      told  -
        Degraded     -        told -        told  -
        Down         -        told told     -     -
        Maintenance  -        -   told      told  -
        """;

    public static TheoryData<string, string, bool> Pairs()
    {
        var lines = Table.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        var data = new TheoryData<string, string, bool>();
        foreach (var row in lines.Skip(1))
        {
            for (var i = 0; i < lines[0].Length; i++) data.Add(row[0], lines[0][i], row[i + 1] == "told");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_pair_of_states_is_told_or_not_as_the_table_says(string from, string to, bool told) =>
        Assert.Equal(told, NotificationTable.Tells(Enum.Parse<MonitorState>(from), Enum.Parse<MonitorState>(to)));

    [Fact]
    public void The_table_has_every_pair() => Assert.Equal(25, Pairs().Count);
}
