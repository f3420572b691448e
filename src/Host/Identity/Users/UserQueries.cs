using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.Users;

/// <summary>Reads users, by name.</summary>
internal sealed class UserQueries(IDbContextFactory<HostDb> databases)
{
    private static readonly Expression<Func<User, UserView>> View =
        u => new UserView(u.Id, u.Name, u.Role, u.Disabled, u.CreatedAt, u.LastSignInAt, u.PasswordChangedAt);

    /// <summary>One page; <paramref name="search"/> is a part of the name.</summary>
    public async Task<Result<CursorPage<UserView>>> ListAsync(string? search, PageRequest request, CancellationToken cancellationToken)
    {
        var read = request.Read<After>();
        if (!read.Ok) return read.Error;
        var page = read.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var users = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var part = UserNames.Normalize(search);
            users = users.Where(u => u.NormalizedName.Contains(part));
        }

        if (page.After is { } after) users = users.Where(u => u.NormalizedName.CompareTo(after.Name) > 0);
        var found = await users.OrderBy(u => u.NormalizedName).Take(page.Take).Select(View).ToListAsync(cancellationToken);
        return page.Of(found, user => new After(UserNames.Normalize(user.Name)));
    }

    public async Task<Result<UserView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == id).Select(View).FirstOrDefaultAsync(cancellationToken) is { } user ? user : Error.NotFound("user", id);
    }

    public async Task<Result<UserView>> FindAsync(string name, CancellationToken cancellationToken)
    {
        var normalized = UserNames.Normalize(name);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.NormalizedName == normalized).Select(View).FirstOrDefaultAsync(cancellationToken) is { } user
            ? user
            : Error.NotFound("user", name);
    }

    private sealed record After(string Name);
}
