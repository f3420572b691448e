using System.Collections.Concurrent;
using System.Diagnostics;
using Platform.Kernel.Health;

namespace Platform.Host.Observability.Health;

/// <summary>One inspection's finding.</summary>
/// <param name="Id">The inspection's id.</param>
/// <param name="AffectsReadiness">Whether an error here makes the node not ready.</param>
/// <param name="Finding">What it found.</param>
/// <param name="Took">How long it took.</param>
public sealed record Inspected(string Id, bool AffectsReadiness, HealthFinding Finding, TimeSpan Took);

/// <summary>All findings, and when they were made.</summary>
public sealed record HealthReport(DateTimeOffset At, IReadOnlyList<Inspected> Findings)
{
    /// <summary>The worst of all.</summary>
    public HealthLevel Level => Findings.Count == 0 ? HealthLevel.Ok : Findings.Max(f => f.Finding.Level);

    /// <summary>Whether nothing that matters for traffic is broken.</summary>
    public bool Ready => !Findings.Any(f => f is { AffectsReadiness: true, Finding.Level: HealthLevel.Error });
}

/// <summary>
/// Runs every <see cref="IHealthInspection"/> side by side under a time limit. An inspection that hangs or fails is an
/// error finding, is never started a second time while it hangs, and holds up no other.
/// </summary>
public sealed partial class Inspections(IEnumerable<IHealthInspection> inspections, TimeProvider time, ILogger<Inspections> log) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly IHealthInspection[] _inspections = [.. inspections.OrderBy(i => i.Id, StringComparer.Ordinal)];
    private readonly ConcurrentDictionary<string, Task<HealthFinding>> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile HealthReport? _last;

    /// <summary>The last report, whatever its age; null before the first.</summary>
    public HealthReport? Last => _last;

    /// <summary>A report of the last few seconds, made anew when there is none. Asked for by many at once, it is made once.</summary>
    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && IsFresh(last)) return last;
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _last is { } made && IsFresh(made) ? made : await InspectAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A report made now: what a "check again" button asks for.</summary>
    public async Task<HealthReport> InspectNowAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await InspectAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private bool IsFresh(HealthReport report) => time.GetUtcNow() - report.At < Fresh;

    private async Task<HealthReport> InspectAsync()
    {
        var findings = await Task.WhenAll(_inspections.Select(InspectAsync));
        return _last = new HealthReport(time.GetUtcNow(), findings);
    }

    private async Task<Inspected> InspectAsync(IHealthInspection inspection)
    {
        var started = Stopwatch.GetTimestamp();
        HealthFinding finding;
        try
        {
            finding = await _running.GetOrAdd(inspection.Id, _ => RunAsync(inspection)).WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            finding = HealthFinding.Error(
                inspection.Id, $"Did not answer within {Limit.TotalMilliseconds:0} ms.", "See whether the machine is overloaded or what it looks at hangs.");
        }
        catch (Exception exception)
        {
            LogFailed(exception, inspection.Id);
            finding = HealthFinding.Error(inspection.Id, $"The inspection itself failed: {exception.Message}", "The log has the details.");
        }

        return new Inspected(inspection.Id, inspection.AffectsReadiness, finding, Stopwatch.GetElapsedTime(started));
    }

    // On the pool, so that an inspection that blocks before its first await holds up nobody.
    private Task<HealthFinding> RunAsync(IHealthInspection inspection) => Task.Run(async () =>
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            return await inspection.InspectAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        finally
        {
            _running.TryRemove(inspection.Id, out _);
        }
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "Health inspection {Inspection} failed")]
    private partial void LogFailed(Exception exception, string inspection);
}
