using System.Reflection;

namespace Platform.Kernel.Modules;

/// <summary>A module that was found, whether or not it runs.</summary>
/// <param name="Module">The module's door.</param>
/// <param name="Assembly">Where its jobs, inspections and pages are looked for.</param>
/// <param name="Source">"built in", or the plugin's folder name.</param>
/// <param name="Enabled">Whether it runs.</param>
public sealed record LoadedModule(IModule Module, Assembly Assembly, string Source, bool Enabled);

/// <summary>A module or plugin that could not be used; the service runs without it.</summary>
/// <param name="Name">Module id or plugin folder.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record ModuleFailure(string Name, string Reason);
