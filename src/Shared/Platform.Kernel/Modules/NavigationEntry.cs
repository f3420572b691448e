namespace Platform.Kernel.Modules;

/// <summary>A menu entry of the console.</summary>
/// <param name="Title">Text of the entry.</param>
/// <param name="Href">Path of the page, without a leading slash.</param>
/// <param name="Icon">Name of a Material symbol, as Radzen's icon font has them.</param>
/// <param name="Order">Lower comes first. Home is 0, modules use 100 to 899, administration 900 and above.</param>
public sealed record NavigationEntry(string Title, string Href, string Icon, int Order = 500)
{
    /// <summary>The policy a user must satisfy to see the entry.</summary>
    public string Policy { get; init; } = Security.Policies.View;
}
