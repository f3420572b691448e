using System.Security.Claims;

namespace Platform.Transcription.Inputs;

/// <summary>Who asks for something: whose turn its work takes, and whose name stands beside it.</summary>
/// <param name="Id">Kind and id: <c>user:…</c>, <c>key:…</c>, <c>folder:…</c>.</param>
/// <param name="Name">For people.</param>
internal sealed record Requester(string Id, string Name)
{
    // The claim that says whether a person or a key is calling; their ids are of different tables.
    private const string Kind = "kind";

    public static readonly Requester Nobody = new("system", "system");

    public static Requester Of(ClaimsPrincipal? principal) =>
        principal?.Identity?.IsAuthenticated == true && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id
            ? new Requester($"{principal.FindFirstValue(Kind) ?? "user"}:{id}", principal.Identity.Name ?? "")
            : Nobody;
}
