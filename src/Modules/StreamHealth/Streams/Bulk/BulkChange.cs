using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Bulk;

/// <summary>What a bulk request does to each of its streams.</summary>
internal sealed class BulkChange
{
    private readonly BulkInput _input;
    private readonly IReadOnlyList<string> _tags;
    private readonly BulkTerms _set;
    private readonly DateTimeOffset _now;

    private BulkChange(BulkInput input, IReadOnlyList<string> tags, BulkTerms set, DateTimeOffset now) => (_input, _tags, _set, _now) = (input, tags, set, now);

    /// <summary>Checks what is the same for every stream.</summary>
    public static Result<BulkChange> Of(BulkInput input, DateTimeOffset now)
    {
        var wrong = new Dictionary<string, string[]>();
        var tags = StreamRules.TidyTags(input.Tags ?? [], wrong);
        if (input.Action is BulkAction.Tag or BulkAction.Untag && tags.Count == 0) wrong["tags"] = ["Name at least one tag."];
        var set = TermRules.Tidy(input.Set ?? new BulkTerms(), wrong);
        if (input.Action == BulkAction.Set && TermFields.Find(input.Inherit, out var unknown) is null) wrong["inherit"] = [$"There is no field '{unknown}' to inherit; there are {TermFields.Names}."];
        if (input.Action == BulkAction.Set && input.Set is null && input.Inherit is []) wrong["set"] = ["Say what to set or what to inherit."];
        return wrong.Count > 0 ? StreamRules.Wrong("bulk", wrong) : new BulkChange(input, tags, set, now);
    }

    /// <param name="stream">Is changed.</param>
    /// <param name="taken">Addresses that are watched already; for a restoration, which adds its own.</param>
    public BulkItem Apply(MonitoredStream stream, HashSet<string> taken)
    {
        var refused = Refusal(stream, taken);
        if (refused is not null) return new BulkItem(stream.Id, stream.Name, Changed: false, refused.Code, refused.Message);
        var changed = _input.Action switch
        {
            BulkAction.Pause => Set(stream.Enabled, () => stream.Enabled = false),
            BulkAction.Resume => Set(!stream.Enabled, () => stream.Enabled = true),
            BulkAction.Tag => Set(_tags.Any(t => stream.Tags.TrueForAll(own => own.Name != t)), () => stream.SetTags([.. stream.Tags.Select(t => t.Name).Union(_tags)])),
            BulkAction.Untag => Set(stream.Tags.Exists(own => _tags.Contains(own.Name)), () => stream.SetTags([.. stream.Tags.Select(t => t.Name).Except(_tags)])),
            BulkAction.Group => Set(stream.GroupId != _input.GroupId, () => stream.GroupId = _input.GroupId),
            BulkAction.Set => Set(true, () => stream.Take(TermFields.Overlay(stream, _set, _input.Inherit))),
            BulkAction.Delete => Set(stream.DeletedAt is null, () => stream.DeletedAt = _now),
            BulkAction.Restore => Set(stream.DeletedAt is not null && taken.Add(stream.Identity), () => stream.DeletedAt = null),
            _ => true,
        };
        if (changed && _input.Action != BulkAction.Check) (stream.Version, stream.UpdatedAt) = (stream.Version + 1, _now);
        return new BulkItem(stream.Id, stream.Name, changed);
    }

    private Error? Refusal(MonitoredStream stream, HashSet<string> taken) => _input.Action switch
    {
        BulkAction.Check when !stream.Enabled => StreamErrors.Paused(),
        BulkAction.Restore when stream.DeletedAt is null => StreamErrors.NotDeleted(),
        BulkAction.Restore when taken.Contains(stream.Identity) => StreamErrors.Duplicate(stream),
        BulkAction.Tag when stream.Tags.Select(t => t.Name).Union(_tags).Count() > StreamRules.MaxTags => Error.Invalid("stream.tags_invalid", $"At most {StreamRules.MaxTags} tags."),
        _ => null,
    };

    private static bool Set(bool needed, Action change)
    {
        if (needed) change();
        return needed;
    }
}
