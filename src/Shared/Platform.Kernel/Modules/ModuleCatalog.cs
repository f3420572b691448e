using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Kernel.Modules;

/// <summary>All modules of this process: built in and dropped in, running or not, and what went wrong with them.</summary>
public sealed class ModuleCatalog
{
    private readonly List<LoadedModule> _modules = [];
    private readonly List<ModuleFailure> _failures = [];

    private ModuleCatalog()
    {
    }

    public IReadOnlyList<LoadedModule> All => _modules;

    public IEnumerable<LoadedModule> Enabled => _modules.Where(m => m.Enabled);

    public IReadOnlyList<ModuleFailure> Failures => _failures;

    /// <summary>Loads built-in modules and plugins. Never throws for a broken one: it is listed in <see cref="Failures"/>.</summary>
    /// <param name="options">Which to run and where plugins are.</param>
    /// <param name="builtIn">Names of the assemblies of the built-in modules.</param>
    /// <param name="contract">The assemblies a plugin is compiled against.</param>
    public static ModuleCatalog Load(ModulesOptions options, IEnumerable<string> builtIn, IEnumerable<Assembly> contract)
    {
        var catalog = new ModuleCatalog();
        foreach (var name in builtIn) catalog.Try(name, () => catalog.Add(Assembly.Load(name), "built in", options));
        if (Directory.Exists(options.PluginFolder))
        {
            var shared = new Lazy<IReadOnlySet<string>>(() => PluginLoadContext.Closure(contract));
            foreach (var folder in Directory.EnumerateDirectories(Path.GetFullPath(options.PluginFolder)).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(folder);
                catalog.Try(name, () => catalog.Add(LoadPlugin(folder, name, shared.Value), name, options));
            }
        }

        foreach (var id in options.Enabled.Where(id => id != "*" && catalog._modules.All(m => !Same(m.Module.Id, id))))
        {
            catalog._failures.Add(new(id, $"Modules:Enabled names '{id}', but no module has that id."));
        }

        return catalog;
    }

    /// <summary>
    /// Runs one step of every enabled module (registering services, mapping endpoints). A module that throws is switched
    /// off and reported; the others go on.
    /// </summary>
    public void ForEachEnabled(Action<IModule> step)
    {
        foreach (var loaded in _modules.ToArray())
        {
            if (loaded.Enabled && !Try(loaded.Module.Id, () => step(loaded.Module)))
            {
                _modules[_modules.IndexOf(loaded)] = loaded with { Enabled = false };
            }
        }
    }

    /// <summary>Lets every enabled module register its services; of one that throws half-way nothing is kept.</summary>
    public void AddServices(ModuleServices services) => ForEachEnabled(module =>
    {
        var own = new ServiceCollection();
        module.AddServices(services with { Services = new OverlayServices(services.Services, own) });
        foreach (var descriptor in own) services.Services.Add(descriptor);
    });

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static Assembly LoadPlugin(string folder, string name, IReadOnlySet<string> contract)
    {
        var main = Path.Combine(folder, name + ".dll");
        if (!File.Exists(main)) throw new FileNotFoundException($"The plugin's folder holds no {name}.dll.");
        return new PluginLoadContext(main, contract).LoadFromAssemblyPath(main);
    }

    private void Add(Assembly assembly, string source, ModulesOptions options)
    {
        var types = assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IModule))).ToArray();
        if (types is not [var type]) throw new InvalidOperationException($"{assembly.GetName().Name} must hold one IModule, but holds {types.Length}.");
        var module = (IModule)Activator.CreateInstance(type)!;
        if (_modules.FirstOrDefault(m => Same(m.Module.Id, module.Id)) is { } other)
        {
            throw new InvalidOperationException($"The module id '{module.Id}' is taken by '{other.Module.Title}' ({other.Source}).");
        }

        _modules.Add(new(module, assembly, source, options.Runs(module.Id)));
    }

    private bool Try(string name, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e)
        {
            _failures.Add(new(name, Reason(e)));
            return false;
        }
    }

    private static string Reason(Exception e) => e switch
    {
        TargetInvocationException { InnerException: { } inner } => Reason(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Reason(first),
        BadImageFormatException => "It is not a .NET assembly, or was built for a newer version.",
        TypeLoadException or MissingMethodException or FileLoadException => $"It was built against another version of the platform: {e.Message}",
        _ => e.Message,
    };
}
