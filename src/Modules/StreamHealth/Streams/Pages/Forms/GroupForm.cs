using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Pages;

/// <summary>What somebody is typing into the form of a group.</summary>
internal sealed class GroupForm : TermsForm
{
    public string Name { get; set; } = "";

    public string Position { get; set; } = "0";

    public int? Version { get; private init; }

    public static GroupForm Of(GroupView group)
    {
        var form = new GroupForm { Name = group.Name, Position = group.Position.ToString(CultureInfo.InvariantCulture), Version = group.Version };
        form.Take(group);
        return form;
    }

    public GroupInput ToInput()
    {
        var input = Into(new GroupInput { Name = Name, Version = Version });
        return input with { Position = Whole("position", Position) ?? 0 };
    }
}
