using System.Security.Claims;
using Platform.Kernel.Health;
using Platform.Kernel.Results;

namespace Platform.Console;

/// <summary>
/// Says what is broken in its area now, for the top of Home. Found by its type; one instance serves all screens.
/// Home is all clear when no source has a problem.
/// </summary>
public interface IProblemSource
{
    /// <summary>The problems of now. Must return within two seconds; an exception is shown as a problem itself.</summary>
    Task<IReadOnlyList<Problem>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>One thing an operator should do something about.</summary>
/// <param name="Level">How bad it is; errors come first.</param>
/// <param name="Title">What is broken: "Radio One is silent".</param>
/// <param name="Detail">The evidence, one sentence: "No sound above -60 dBFS in the last three checks".</param>
public sealed record Problem(HealthLevel Level, string Title, string Detail)
{
    /// <summary>Since when; null when that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Page where it can be looked into or fixed, without a leading slash; null for none.</summary>
    public string? Href { get; init; }

    /// <summary>What one does there: "Open stream".</summary>
    public string ActionText { get; init; } = "Look into it";

    /// <summary>What can be done about it on the spot, the most likely first.</summary>
    public IReadOnlyList<ProblemAction> Actions { get; init; } = [];
}

/// <summary>Something that can be done about a problem at the press of a button.</summary>
/// <param name="Text">Text of the button: "Acknowledge".</param>
/// <param name="Icon">Name of a Material symbol.</param>
/// <param name="Policy">The policy a person needs to see it.</param>
/// <param name="RunAsync">Does it for this person; gives what to say when it is done.</param>
public sealed record ProblemAction(string Text, string Icon, string Policy, Func<ClaimsPrincipal, CancellationToken, Task<Result<string>>> RunAsync);
