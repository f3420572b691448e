using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>What a stream's definition must be like. All wrong fields are named at once, so that a form can mark them.</summary>
internal sealed class StreamRules(UrlGuard guard)
{
    private const int MaxName = 200;
    public const int MaxTags = 20;

    private const int MaxTag = 50;

    /// <summary>Checks what can be checked without the network: as somebody types.</summary>
    public Result<StreamDefinition> Check(StreamInput input)
    {
        var wrong = new Dictionary<string, string[]>();
        var url = guard.CheckSyntax(input.Url, UrlUse.Stream);
        if (!url.Ok) wrong["url"] = [url.Error.Message];

        var name = input.Name?.Trim();
        if (name?.Length > MaxName) wrong["name"] = [$"A name has at most {MaxName} characters."];
        var tags = TidyTags(input.Tags ?? [], wrong);
        var terms = TermRules.Tidy(input, wrong);

        if (wrong.Count > 0) return Wrong("stream", wrong);
        return new StreamDefinition
        {
            Identity = StreamId.Of(input.Url),
            Url = input.Url.Trim(),
            Name = string.IsNullOrEmpty(name) ? NameOf(url.Value) : name,
            Tags = tags,
            Enabled = input.Enabled,
            GroupId = input.GroupId,
            ParentId = input.ParentId,
            Terms = terms,
        };
    }

    /// <summary>Checks also that the address may be reached. A name that does not resolve is a warning: DNS may be down now.</summary>
    public async Task<Result<StreamDefinition>> CheckAsync(StreamInput input, CancellationToken cancellationToken)
    {
        var definition = Check(input);
        return definition.Ok ? await GuardAsync(definition.Value, cancellationToken) : definition;
    }

    /// <summary>The part of <see cref="CheckAsync"/> that looks at the network.</summary>
    public async Task<Result<StreamDefinition>> GuardAsync(StreamDefinition definition, CancellationToken cancellationToken)
    {
        var guarded = await guard.CheckAsync(definition.Url, UrlUse.Stream, cancellationToken);
        if (guarded.Ok) return definition;
        if (guarded.Error.Code != "url.unresolved") return guarded.Error;
        return definition with { Warnings = [guarded.Error.Message] };
    }

    public static List<string> TidyTags(IReadOnlyList<string> tags, Dictionary<string, string[]> wrong)
    {
        var tidy = tags.Select(t => t?.Trim().ToLowerInvariant() ?? "").Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (tidy.Count > MaxTags) wrong["tags"] = [$"At most {MaxTags} tags."];
        else if (tidy.Find(t => t.Length > MaxTag || t.Contains(',', StringComparison.Ordinal)) is { } bad)
            wrong["tags"] = [$"'{bad}' is not a tag: at most {MaxTag} characters, no comma."];
        return tidy;
    }

    /// <param name="what">First part of the code: stream, group.</param>
    /// <param name="fields">Messages by field.</param>
    public static Error Wrong(string what, Dictionary<string, string[]> fields)
    {
        var (field, messages) = fields.First();
        var code = fields.Count == 1 ? $"{what}.{field.ToLowerInvariant()}_invalid" : $"{what}.invalid";
        var message = fields.Count == 1 ? messages[0] : $"{fields.Count} fields are wrong: {string.Join(", ", fields.Keys)}.";
        return Error.Invalid(code, message) with { Fields = fields };
    }

    private static string NameOf(Uri url) => url.Host + (url.AbsolutePath.Length > 1 ? url.AbsolutePath : "");
}
