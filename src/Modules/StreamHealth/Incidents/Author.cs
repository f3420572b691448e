using System.Security.Claims;

namespace Platform.StreamHealth.Incidents;

/// <summary>Whose name stands beside what somebody did.</summary>
internal static class Author
{
    private const int MaxName = 100;

    public static string Of(ClaimsPrincipal caller)
    {
        var name = caller.Identity?.Name;
        if (string.IsNullOrWhiteSpace(name)) return "somebody";
        return name.Length <= MaxName ? name : name[..MaxName];
    }
}
