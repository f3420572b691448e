using Platform.Kernel.Results;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>What can be wrong with a request about channels; the codes are stable.</summary>
internal static class ChannelErrors
{
    public static Error NotFound(Guid id) => Error.NotFound("channel", id);

    public static Error Duplicate(string name) => Error.Conflict("channel.exists", $"There is a channel named \"{name}\" already.") with
    {
        Fields = new Dictionary<string, string[]> { ["name"] = [$"There is a channel named \"{name}\" already."] },
    };

    public static Error Changed(int current) =>
        Error.Conflict("channel.changed", $"Somebody changed this channel meanwhile (it is at version {current}). Read it again and repeat the change.");

    public static Error InUse(IReadOnlyCollection<string> policies) =>
        Error.Conflict("channel.in_use", $"This channel is used by {string.Join(", ", policies.Select(p => $"\"{p}\""))}. Take it out of there first, or switch it off.");

    public static Error Wrong(Dictionary<string, string[]> fields)
    {
        var (field, messages) = fields.First();
        var message = fields.Count == 1 ? messages[0] : $"{fields.Count} fields are wrong: {string.Join(", ", fields.Keys)}.";
        return Error.Invalid(fields.Count == 1 ? $"channel.{field.Replace("values.", "", StringComparison.Ordinal).ToLowerInvariant()}_invalid" : "channel.invalid", message) with { Fields = fields };
    }
}
