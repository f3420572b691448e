using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Platform.Kernel.Modules;
using Platform.Kernel.Security;

namespace Platform.Host.Console;

/// <summary>The entries of the menu that the signed-in person may open: of the host, the shared assemblies and the modules.</summary>
internal sealed class Menu(
    ModuleCatalog catalog, IEnumerable<NavigationEntry> entries, AuthenticationStateProvider authentication, IAuthorizationService authorization)
{
    /// <summary>First entry of the administration part.</summary>
    private const int Administration = 900;

    public async Task<IReadOnlyList<MenuGroup>> ReadAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var allowed = new Dictionary<string, bool>();
        foreach (var policy in (string[])[Policies.View, Policies.Operate, Policies.Administer])
        {
            allowed[policy] = (await authorization.AuthorizeAsync(user, policy)).Succeeded;
        }

        var all = entries.Concat(catalog.Enabled.SelectMany(m => m.Module.Navigation))
            .DistinctBy(e => e.Href)
            .Where(e => allowed.GetValueOrDefault(e.Policy))
            .OrderBy(e => e.Order).ThenBy(e => e.Title, StringComparer.Ordinal)
            .ToLookup(e => e.Order >= Administration);
        return [.. new MenuGroup[] { new("Work", [.. all[false]]), new("System", [.. all[true]]) }.Where(g => g.Entries.Count > 0)];
    }
}

/// <summary>A part of the menu with its heading.</summary>
public sealed record MenuGroup(string Title, IReadOnlyList<NavigationEntry> Entries);
