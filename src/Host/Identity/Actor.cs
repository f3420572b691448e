using System.Security.Claims;

namespace Platform.Host.Identity;

/// <summary>Who does something: a person, a program with an API key, or the machine's own administrator.</summary>
/// <param name="Kind"><c>user</c>, <c>key</c> or <c>system</c>.</param>
/// <param name="Id">The user's or the key's id; empty for the system.</param>
/// <param name="Name">For people and for the audit.</param>
internal sealed record Actor(string Kind, Guid Id, string Name)
{
    public const string User = "user";
    public const string Key = "key";
    public const string KindClaim = "kind";

    /// <summary>Whoever can run the command line on the machine itself.</summary>
    public static readonly Actor CommandLine = new("system", Guid.Empty, "command line");

    /// <summary>The first-run set-up.</summary>
    public static readonly Actor Setup = new("system", Guid.Empty, "set-up");

    /// <summary>Kind and id, at most 60 characters: what one caller's requests are told apart by.</summary>
    public string CallerId => $"{Kind}:{Id:N}";

    /// <summary>The signed-in actor, or null.</summary>
    public static Actor? From(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new Actor(principal.FindFirstValue(KindClaim) ?? User, id, principal.Identity.Name ?? "")
            : null;

    /// <summary>The signed-in actor, behind an endpoint or page that demands one.</summary>
    public static Actor Require(ClaimsPrincipal principal) =>
        From(principal) ?? throw new InvalidOperationException("Nobody is signed in here; the route lacks its policy.");

    /// <summary>The identity a sign-in or a key leads to.</summary>
    public ClaimsPrincipal ToPrincipal(string role, string scheme, params ReadOnlySpan<Claim> more)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, Name));
        identity.AddClaim(new Claim(ClaimTypes.Role, role));
        identity.AddClaim(new Claim(KindClaim, Kind));
        foreach (var claim in more) identity.AddClaim(claim);
        return new ClaimsPrincipal(identity);
    }
}
