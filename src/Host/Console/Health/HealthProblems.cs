using Platform.Console;
using Platform.Host.Observability.Health;
using Platform.Kernel.Health;

namespace Platform.Host.Console.Health;

/// <summary>What the inspections found wrong, for the top of Home.</summary>
internal sealed class HealthProblems(Inspections inspections) : IProblemSource
{
    public async Task<IReadOnlyList<Problem>> ListAsync(CancellationToken cancellationToken)
    {
        var report = await inspections.ReportAsync(cancellationToken);
        return [.. report.Findings.Where(f => f.Finding.Level != HealthLevel.Ok).Select(ToProblem)];
    }

    private static Problem ToProblem(Inspected inspected) =>
        new(inspected.Finding.Level, inspected.Finding.Title, inspected.Finding.Detail) { Href = $"health#{inspected.Id}", ActionText = "How to fix" };
}
