using Platform.Kernel.Health;

namespace SamplePlugin;

internal sealed class SampleInspection : IHealthInspection
{
    public string Id => "sample-well";

    public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken) =>
        Task.FromResult(HealthFinding.Ok("Sample plugin", "It runs."));
}
