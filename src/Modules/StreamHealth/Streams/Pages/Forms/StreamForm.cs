using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Pages;

/// <summary>What somebody is typing into the form of a stream.</summary>
internal sealed class StreamForm : TermsForm
{
    public string Url { get; set; } = "";

    public string Name { get; set; } = "";

    public string Tags { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public Guid? GroupId { get; set; }

    public Guid? ParentId { get; set; }

    public int? Version { get; private init; }

    public static StreamForm Of(StreamView stream)
    {
        var form = new StreamForm
        {
            Url = stream.Url,
            Name = stream.Name,
            Tags = string.Join(", ", stream.Tags),
            Enabled = stream.Enabled,
            GroupId = stream.GroupId,
            ParentId = stream.ParentId,
            Version = stream.Version,
        };
        form.Take(stream);
        return form;
    }

    /// <summary>For a copy: the address is to be changed, the name is not the original's.</summary>
    public static StreamForm CopyOf(StreamView stream)
    {
        var form = Of(stream with { Name = $"{stream.Name} (copy)" });
        form.Url = "";
        return form;
    }

    public StreamInput ToInput() => Into(new StreamInput
    {
        Url = Url,
        Name = Name,
        Tags = Words(Tags),
        Enabled = Enabled,
        GroupId = GroupId,
        ParentId = ParentId,
        Version = Version,
    });
}
