using Platform.Kernel.Results;

namespace Platform.StreamHealth.Streams.Groups;

/// <summary>What can be wrong with a request about groups; the codes are stable.</summary>
internal static class GroupErrors
{
    public static Error NotFound(Guid id) => Error.NotFound("group", id);

    public static Error Duplicate(string name) =>
        Error.Conflict("group.exists", $"There is a group \"{name}\" already.") with { Fields = new Dictionary<string, string[]> { ["name"] = ["There is a group of this name already."] } };

    public static Error Changed(int current) =>
        Error.Conflict("group.changed", $"Somebody changed this group meanwhile (it is at version {current}). Read it again and repeat the change.");
}
