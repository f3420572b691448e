using System.Reflection;
using System.Runtime.Loader;

namespace Platform.Kernel.Modules;

/// <summary>
/// Loads a plugin with its own dependencies. What belongs to the contract (the shared floor and everything it refers to)
/// comes from the host, because its types must be the same on both sides; everything else comes from the plugin's folder,
/// even where the host has another version of it.
/// </summary>
internal sealed class PluginLoadContext(string mainAssembly, IReadOnlySet<string> contract)
    : AssemblyLoadContext(Path.GetFileNameWithoutExtension(mainAssembly))
{
    private readonly AssemblyDependencyResolver _resolver = new(mainAssembly);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (contract.Contains(assemblyName.Name!)) return null;
        var path = _resolver.ResolveAssemblyToPath(assemblyName);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    /// <summary>Simple names of all assemblies reachable from the given ones.</summary>
    internal static IReadOnlySet<string> Closure(IEnumerable<Assembly> roots)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<AssemblyName>(roots.Select(r => r.GetName()));
        while (open.TryPop(out var name))
        {
            if (!names.Add(name.Name!)) continue;
            Assembly assembly;
            try
            {
                assembly = Default.LoadFromAssemblyName(name);
            }
            catch (FileNotFoundException)
            {
                continue; // an optional reference the host does not carry
            }

            foreach (var reference in assembly.GetReferencedAssemblies()) open.Push(reference);
        }

        return names;
    }
}
