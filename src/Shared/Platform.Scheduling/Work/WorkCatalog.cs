using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.Scheduling;

/// <summary>The types of scheduled work that were found.</summary>
internal sealed record WorkTypes(IReadOnlyList<Type> Types);

/// <summary>Every kind of scheduled work of this installation. One that cannot be built is left out and reported; the others go on.</summary>
internal sealed partial class WorkCatalog
{
    private readonly Dictionary<string, Type> _kinds = [];
    private readonly List<string> _failures = [];

    public WorkCatalog(WorkTypes types, IServiceScopeFactory scopes, ILogger<WorkCatalog> log)
    {
        using var scope = scopes.CreateScope();
        foreach (var type in types.Types)
        {
            try
            {
                _kinds.Add(((IScheduledWork)scope.ServiceProvider.GetRequiredService(type)).Kind, type);
            }
            catch (Exception error)
            {
                LogFailed(log, error, type);
                _failures.Add($"{type}: {error.Message}");
            }
        }
    }

    public IReadOnlyDictionary<string, Type> Kinds => _kinds;

    /// <summary>The types that could not be taken up, and why.</summary>
    public IReadOnlyList<string> Failures => _failures;

    [LoggerMessage(Level = LogLevel.Error, Message = "Work {WorkType} cannot be scheduled")]
    private static partial void LogFailed(ILogger log, Exception error, Type workType);
}
