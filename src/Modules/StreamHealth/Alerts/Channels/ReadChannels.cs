using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>What a list of channels is asked for.</summary>
internal sealed record ChannelListRequest
{
    [FromQuery(Name = "search"), Description("Part of the name.")]
    public string? Search { get; init; }

    [FromQuery(Name = "kind"), Description("Only channels of this kind: `email`, `webhook`, ...")]
    public string? Kind { get; init; }

    [FromQuery(Name = "sort"), Description("`name` or `created`; a minus before it turns it round. `name` when not said.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}

/// <summary>Lists and reads channels.</summary>
internal sealed class ReadChannels(IDbContextFactory<StreamHealthDb> databases)
{
    public async Task<Result<CursorPage<ChannelView>>> ListAsync(ChannelListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var query = db.Set<AlertChannel>().AsNoTracking();
        if (request.Search?.Trim().ToLowerInvariant() is { Length: > 0 } text) query = query.Where(c => c.SortName.Contains(text));
        if (!string.IsNullOrEmpty(request.Kind))
        {
            if (!Enum.TryParse<ChannelKind>(request.Kind, ignoreCase: true, out var kind) || char.IsAsciiDigit(request.Kind[0]))
                return Error.InvalidField("kind", "channel.kind_unknown", $"kind is one of {string.Join(", ", Enum.GetNames<ChannelKind>().Select(n => n.ToLowerInvariant()))}.");
            query = query.Where(c => c.Kind == kind);
        }

        var (sort, page) = (string.IsNullOrEmpty(request.Sort) ? "name" : request.Sort, new PageRequest(request.Cursor, request.Limit));
        return sort.TrimStart('-') switch
        {
            "name" => await new ListOrder<AlertChannel, ChannelView, string>(sort, c => c.SortName, c => c.Id, v => v.Name.ToLowerInvariant(), v => v.Id)
                .ReadAsync(query, page, c => c.ToView(), cancellationToken),
            "created" => await new ListOrder<AlertChannel, ChannelView, DateTimeOffset>(sort, c => c.CreatedAt, c => c.Id, v => v.CreatedAt, v => v.Id)
                .ReadAsync(query, page, c => c.ToView(), cancellationToken),
            _ => Error.InvalidField("sort", "channel.sort_unknown", "sort is name or created, with or without a minus before it."),
        };
    }

    public async Task<Result<ChannelView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var channel = await db.Set<AlertChannel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        return channel is null ? ChannelErrors.NotFound(id) : channel.ToView();
    }

    /// <summary>Every channel by id, for what refers to them.</summary>
    public async Task<IReadOnlyDictionary<Guid, ChannelView>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var channels = await db.Set<AlertChannel>().AsNoTracking().OrderBy(c => c.SortName).ToListAsync(cancellationToken);
        return channels.ToDictionary(c => c.Id, c => c.ToView());
    }
}
