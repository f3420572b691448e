using Platform.Kernel.Modules;

namespace Platform.Kernel.Health;

/// <summary>Reports a module or plugin that could not be used.</summary>
public sealed class ModuleFailureInspection(ModuleFailure failure) : IHealthInspection
{
    public string Id => $"module-{failure.Name}";

    public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(
        HealthFinding.Error(
            $"Module {failure.Name}",
            failure.Reason,
            "Put a build of the plugin that fits this version in its folder, or remove the folder, then restart.",
            "modules"));
}
