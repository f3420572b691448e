using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Identity.Users;

namespace Platform.Host.Identity.Authentication;

/// <summary>
/// Starts and checks console sessions. A session is good as long as its user exists, is enabled and still has the stamp
/// the session was started with. A change made on this node counts at once, one made elsewhere within <see cref="Freshness"/>.
/// </summary>
internal sealed class Sessions(IDbContextFactory<HostDb> databases, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);
    private const string StampClaim = "stamp";
    private readonly ConcurrentDictionary<Guid, Known> _known = new();

    public static string NewStamp() => Guid.NewGuid().ToString("N");

    /// <param name="context">The request whose answer carries the cookie.</param>
    /// <param name="user">Who has signed in.</param>
    /// <param name="persistent">Whether the session outlives the browser.</param>
    public static Task StartAsync(HttpContext context, User user, bool persistent) =>
        context.SignInAsync(Schemes.Session, PrincipalOf(user), new AuthenticationProperties { IsPersistent = persistent });

    public static ClaimsPrincipal PrincipalOf(User user) =>
        new Actor(Actor.User, user.Id, user.Name).ToPrincipal(user.Role, Schemes.Session, new Claim(StampClaim, user.SecurityStamp));

    /// <summary>Whether the session of this principal still counts.</summary>
    public async Task<bool> IsGoodAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        Actor.From(principal) is { Kind: Actor.User } actor
        && principal.FindFirstValue(StampClaim) is { } stamp
        && await StampOfAsync(actor.Id, cancellationToken) == stamp;

    /// <summary>A user changed: look again at the next request.</summary>
    public void Forget(Guid userId) => _known.TryRemove(userId, out _);

    private async Task<string?> StampOfAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(userId, out var known) && now - known.ReadAt < Freshness) return known.Stamp;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stamp = await db.Users.Where(u => u.Id == userId && !u.Disabled).Select(u => u.SecurityStamp).FirstOrDefaultAsync(cancellationToken);
        if (stamp is null) _known.TryRemove(userId, out _);
        else _known[userId] = new Known(stamp, now);
        return stamp;
    }

    private sealed record Known(string Stamp, DateTimeOffset ReadAt);
}
