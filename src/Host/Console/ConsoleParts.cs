using System.Reflection;
using Microsoft.AspNetCore.Components;
using Platform.Kernel.Modules;

namespace Platform.Host.Console;

/// <summary>What the console is made of: the assemblies with pages, and the cards of Home.</summary>
internal sealed class ConsoleParts
{
    public ConsoleParts(IEnumerable<Assembly> assemblies)
    {
        Assembly[] all = [.. assemblies.Distinct()];
        PageAssemblies = [.. all.Where(HasPages).Where(a => a != typeof(App).Assembly)];
        HomeCards = [.. FoundByType.Find<Platform.Console.IHomeCard>(all).OrderBy(OrderOf).ThenBy(t => t.FullName, StringComparer.Ordinal)];
    }

    /// <summary>Every assembly but the host's that holds a routable component.</summary>
    public IReadOnlyList<Assembly> PageAssemblies { get; }

    /// <summary>The components of Home, in their order.</summary>
    public IReadOnlyList<Type> HomeCards { get; }

    private static bool HasPages(Assembly assembly) => assembly.GetTypes().Any(t => t.IsDefined(typeof(RouteAttribute), inherit: false));

    private static int OrderOf(Type card) => (int)Read.MakeGenericMethod(card).Invoke(null, null)!;

    private static readonly MethodInfo Read = typeof(ConsoleParts).GetMethod(nameof(ReadOrder), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static int ReadOrder<TCard>()
        where TCard : Platform.Console.IHomeCard => TCard.Order;
}
