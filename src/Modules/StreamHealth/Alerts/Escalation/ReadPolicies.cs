using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>What a list of policies is asked for.</summary>
internal sealed record PolicyListRequest
{
    [FromQuery(Name = "search"), Description("Part of the name.")]
    public string? Search { get; init; }

    [FromQuery(Name = "sort"), Description("`name` or `created`; a minus before it turns it round. `name` when not said.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}

/// <summary>Lists and reads policies.</summary>
internal sealed class ReadPolicies(IDbContextFactory<StreamHealthDb> databases)
{
    public async Task<Result<CursorPage<PolicyView>>> ListAsync(PolicyListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var query = db.Set<AlertPolicy>().AsNoTracking();
        if (request.Search?.Trim().ToLowerInvariant() is { Length: > 0 } text) query = query.Where(p => p.SortName.Contains(text));
        var active = await db.Set<AlertTrail>().Where(t => t.EndedAt == null).GroupBy(t => t.PolicyId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var (sort, page) = (string.IsNullOrEmpty(request.Sort) ? "name" : request.Sort, new PageRequest(request.Cursor, request.Limit));
        return sort.TrimStart('-') switch
        {
            "name" => await new ListOrder<AlertPolicy, PolicyView, string>(sort, p => p.SortName, p => p.Id, v => v.Name.ToLowerInvariant(), v => v.Id).ReadAsync(query, page, View, cancellationToken),
            "created" => await new ListOrder<AlertPolicy, PolicyView, DateTimeOffset>(sort, p => p.CreatedAt, p => p.Id, v => v.CreatedAt, v => v.Id).ReadAsync(query, page, View, cancellationToken),
            _ => Error.InvalidField("sort", "policy.sort_unknown", "sort is name or created, with or without a minus before it."),
        };

        PolicyView View(AlertPolicy policy) => ToView(policy, active.GetValueOrDefault(policy.Id));
    }

    public async Task<Result<PolicyView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<AlertPolicy>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } policy) return PolicyErrors.NotFound(id);
        return ToView(policy, await db.Set<AlertTrail>().CountAsync(t => t.PolicyId == id && t.EndedAt == null, cancellationToken));
    }

    public static PolicyView ToView(AlertPolicy policy, int active) => new()
    {
        Id = policy.Id,
        Name = policy.Name,
        Enabled = policy.Enabled,
        Scope = policy.Rules.Scope,
        Severity = policy.Rules.Severity,
        Steps = policy.Rules.Steps,
        ResendMinutes = policy.Rules.ResendMinutes,
        Recovery = policy.Rules.Recovery,
        GatherSeconds = policy.Rules.GatherSeconds,
        QuietHours = policy.Rules.QuietHours,
        Active = active,
        Version = policy.Version,
        CreatedAt = policy.CreatedAt,
        UpdatedAt = policy.UpdatedAt,
    };
}
