using Microsoft.AspNetCore.Components;

namespace Platform.Console;

/// <summary>
/// A Razor component that stands on Home, above the problems: how things are in a few figures. Found by its type in the host, the shared assemblies and the
/// modules: put <c>@implements IHomeCard</c> in the component and render a <c>&lt;section class="card"&gt;</c> with a heading.
/// </summary>
public interface IHomeCard : IComponent
{
    /// <summary>Lower comes first. Modules use 100 to 899.</summary>
    static virtual int Order => 500;
}
