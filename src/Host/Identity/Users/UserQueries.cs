using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.Users;

/// <summary>Reads users, by name.</summary>
internal sealed class UserQueries(IDbContextFactory<HostDb> databases)
{
    public const int LargestPage = 200;

    private static readonly Expression<Func<User, UserView>> View =
        u => new UserView(u.Id, u.Name, u.Role, u.Disabled, u.CreatedAt, u.LastSignInAt, u.PasswordChangedAt);

    /// <summary>One page; <paramref name="search"/> is a part of the name, <paramref name="cursor"/> that of the page before.</summary>
    public async Task<CursorPage<UserView>> ListAsync(string? search, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(limit, 1, LargestPage);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var users = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var part = UserNames.Normalize(search);
            users = users.Where(u => u.NormalizedName.Contains(part));
        }

        if (Cursor.Read(cursor) is { } after) users = users.Where(u => u.NormalizedName.CompareTo(after) > 0);
        var found = await users.OrderBy(u => u.NormalizedName).Take(size + 1).Select(View).ToListAsync(cancellationToken);
        if (found.Count <= size) return new CursorPage<UserView>(found, null);
        found.RemoveAt(size);
        return new CursorPage<UserView>(found, Cursor.Write(UserNames.Normalize(found[^1].Name)));
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
}
