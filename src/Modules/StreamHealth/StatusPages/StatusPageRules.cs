using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.StatusPages;

/// <summary>What a status page may be like.</summary>
internal static partial class StatusPageRules
{
    private const int MaxTitle = 100;
    private const int MaxText = 4000;
    private const int MaxItems = 200;

    /// <summary>The input, trimmed; or what is wrong, by field.</summary>
    public static Result<StatusPageInput> Check(StatusPageInput input)
    {
        var (slug, title, text) = (input.Slug.Trim().ToLowerInvariant(), input.Title.Trim(), input.Announcement.Trim());
        var wrong = new Dictionary<string, string[]>();
        if (!Slugs().IsMatch(slug)) wrong["slug"] = ["1 to 64 lower-case letters, digits and hyphens, not a hyphen at either end."];
        if (title.Length is 0 or > MaxTitle) wrong["title"] = [$"1 to {MaxTitle} characters."];
        if (text.Length > MaxText) wrong["announcement"] = [$"At most {MaxText} characters."];
        if (WrongItems(input) is { } items) wrong["items"] = [items];
        if (wrong.Count > 0) return Error.Invalid("status_page.invalid", wrong.Values.First()[0]) with { Fields = wrong };
        return input with { Slug = slug, Title = title, Announcement = text, Items = [.. input.Items.Select(i => i with { Name = string.IsNullOrWhiteSpace(i.Name) ? null : i.Name.Trim() })] };
    }

    /// <summary>An error when an item names a stream or a group that is not there.</summary>
    public static async Task<Error?> FindMissingAsync(StreamHealthDb db, StatusPageInput input, CancellationToken cancellationToken)
    {
        var streams = input.Items.Select(i => i.StreamId).OfType<Guid>().Distinct().ToArray();
        var groups = input.Items.Select(i => i.GroupId).OfType<Guid>().Distinct().ToArray();
        var known = await db.Living().CountAsync(s => streams.Contains(s.Id), cancellationToken) == streams.Length
            && await db.Set<StreamGroup>().CountAsync(g => groups.Contains(g.Id), cancellationToken) == groups.Length;
        return known ? null : Error.InvalidField("items", "status_page.item_unknown", "An item names a stream or a group that is not there.");
    }

    private static string? WrongItems(StatusPageInput input)
    {
        if (input.Items.Count > MaxItems) return $"At most {MaxItems} streams and groups.";
        if (input.Enabled && input.Items.Count == 0) return "Choose at least one stream or group.";
        if (input.Items.Any(i => i.StreamId is null == i.GroupId is null)) return "An item is either a stream or a group.";
        return input.Items.Any(i => i.Name?.Trim().Length > MaxTitle) ? $"A name has at most {MaxTitle} characters." : null;
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$")]
    private static partial Regex Slugs();
}
