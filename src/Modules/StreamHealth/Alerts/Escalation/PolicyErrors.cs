using Platform.Kernel.Results;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>What can be wrong with a request about policies; the codes are stable.</summary>
internal static class PolicyErrors
{
    public static Error NotFound(Guid id) => Error.NotFound("policy", id);

    public static Error Duplicate(string name) => Error.Conflict("policy.exists", $"There is a policy named \"{name}\" already.") with
    {
        Fields = new Dictionary<string, string[]> { ["name"] = [$"There is a policy named \"{name}\" already."] },
    };

    public static Error Changed(int current) =>
        Error.Conflict("policy.changed", $"Somebody changed this policy meanwhile (it is at version {current}). Read it again and repeat the change.");

    public static Error Wrong(Dictionary<string, string[]> fields)
    {
        var (field, messages) = fields.First();
        var message = fields.Count == 1 ? messages[0] : $"{fields.Count} fields are wrong: {string.Join(", ", fields.Keys)}.";
        return Error.Invalid(fields.Count == 1 ? $"policy.{field.ToLowerInvariant()}_invalid" : "policy.invalid", message) with { Fields = fields };
    }
}
