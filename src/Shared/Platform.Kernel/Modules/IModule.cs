using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.CommandLine;

namespace Platform.Kernel.Modules;

/// <summary>
/// A module's only public door: one implementation per assembly, with a constructor without parameters.
/// Jobs, health inspections, subscribers of other modules' events (<see cref="Events.IEventSubscriber{TEvent}"/>) and console pages
/// are found in the module's assembly by their types; nothing lists them.
/// </summary>
public interface IModule
{
    /// <summary>Lower-case and stable (<c>streamhealth</c>): part of routes, table names and configuration.</summary>
    string Id { get; }

    string Title { get; }

    /// <summary>One sentence for the console.</summary>
    string Description { get; }

    /// <summary>Registers what the module needs. Called once, before the container is built, also for one-shot commands.</summary>
    void AddServices(ModuleServices services);

    /// <summary>Maps the module's endpoints below <c>/api/v1</c>. Every route states its policy (see <see cref="Security.Policies"/>).</summary>
    void MapEndpoints(IEndpointRouteBuilder api) { }

    /// <summary>
    /// Maps endpoints outside the API, at addresses that programs of others expect (a stream, a webhook). They state their
    /// policy, or that they are open to all, like any other.
    /// </summary>
    void MapOutsideApi(IEndpointRouteBuilder site) { }

    /// <summary>Menu entries of the console.</summary>
    IEnumerable<NavigationEntry> Navigation => [];

    /// <summary>Verbs of the command line.</summary>
    IEnumerable<Command> Commands(CommandServices services) => [];
}
