using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Newtonsoft.Json;
using Platform.Kernel.Modules;
using Platform.Kernel.Security;

namespace SamplePlugin;

/// <summary>Adds a page, an endpoint, a job and a health inspection to whatever service it is dropped into.</summary>
public sealed class SampleModule : IModule
{
    public string Id => "sample";

    public string Title => "Sample";

    public string Description => "Shows what a plugin can add.";

    public IEnumerable<NavigationEntry> Navigation => [new("Sample", "sample", "extension", 800)];

    public void AddServices(ModuleServices services)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder api) =>
        api.MapGet("/sample/greeting", () => Results.Text(JsonConvert.SerializeObject(new { greeting = "hello from the plugin" }), "application/json"))
            .RequireAuthorization(Policies.View)
            .WithName("GetSampleGreeting")
            .WithSummary("The plugin's greeting, serialised by the library it brought along")
            .WithTags("Sample");
}
