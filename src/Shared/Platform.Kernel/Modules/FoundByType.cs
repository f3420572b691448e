using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Kernel.Modules;

public static class FoundByType
{
    /// <summary>Registers every concrete class of the assemblies that implements <typeparamref name="TContract"/>, as singleton, once.</summary>
    public static IServiceCollection AddFound<TContract>(this IServiceCollection services, IEnumerable<Assembly> assemblies)
    {
        foreach (var type in Find<TContract>(assemblies))
        {
            if (!services.Any(s => s.ServiceType == typeof(TContract) && s.ImplementationType == type))
            {
                services.AddSingleton(typeof(TContract), type);
            }
        }

        return services;
    }

    /// <summary>The concrete, closed classes of the assemblies that implement <typeparamref name="TContract"/>.</summary>
    public static IEnumerable<Type> Find<TContract>(IEnumerable<Assembly> assemblies) =>
        assemblies.Distinct().SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && t.IsAssignableTo(typeof(TContract)));
}
