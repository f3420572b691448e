using Microsoft.Extensions.DependencyInjection;

namespace Platform.Scheduling;

/// <summary>The types of scheduled work that were found.</summary>
internal sealed record WorkTypes(IReadOnlyList<Type> Types);

/// <summary>Every kind of scheduled work of this installation.</summary>
internal sealed class WorkCatalog
{
    private readonly Dictionary<string, Type> _kinds;

    public WorkCatalog(WorkTypes types, IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        _kinds = types.Types.ToDictionary(type => ((IScheduledWork)scope.ServiceProvider.GetRequiredService(type)).Kind);
    }

    public IReadOnlyDictionary<string, Type> Kinds => _kinds;
}
