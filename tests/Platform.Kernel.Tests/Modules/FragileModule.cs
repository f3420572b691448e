using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Modules;

namespace Platform.Kernel.Tests.Modules;

/// <summary>The one module of this assembly; can be told to fail.</summary>
public sealed class FragileModule : IModule
{
    public static bool Failing { get; set; }

    public string Id => "fragile";

    public string Title => "Fragile";

    public string Description => "Fails on demand.";

    public void AddServices(ModuleServices services)
    {
        services.Services.AddSingleton("half of it");
        if (Failing) throw new InvalidOperationException("It broke.");
    }
}
