using System.Reflection;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Platform.Console;
using Platform.Console.Viewer;
using Platform.Host.Console.Errors;
using Platform.Kernel.Modules;
using Platform.Kernel.Security;
using Radzen;

namespace Platform.Host.Console;

/// <summary>The console: Blazor pages found in the host, the shared assemblies and the modules, inside one shell.</summary>
internal static class ConsoleSetup
{
    /// <param name="services">The host's services.</param>
    /// <param name="assemblies">Where pages, home cards and problem sources are looked for.</param>
    public static IServiceCollection AddPlatformConsole(this IServiceCollection services, IReadOnlyCollection<Assembly> assemblies)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddRadzenComponents();
        services.AddSingleton(new ConsoleParts(assemblies));
        services.AddFound<IProblemSource>(assemblies);
        services.AddFound<IFirstStep>(assemblies);
        services.AddExceptionHandler<PageErrors>();
        services.AddSingleton<ProblemBoard>();
        services.AddScoped<ViewerClock>();
        services.AddScoped<Menu>();
        foreach (var entry in OwnEntries) services.AddSingleton(entry);
        return services;
    }

    /// <summary>
    /// An address that nothing has is answered with a page that says so. There is no page for every address: it would take part in the
    /// choice of the API's endpoints, and answer requests that were meant for them. Nor for files: a script is not to be given a page.
    /// </summary>
    public static void UseMissingPage(this WebApplication app) => app.UseWhen(
        context => WantsPage(context.Request),
        pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));

    /// <summary>Maps static files and pages. Every page asks for the view policy unless it says otherwise.</summary>
    public static void MapPlatformConsole(this WebApplication app)
    {
        // The build output holds a manifest of where the files are, the published one holds the files; both in every environment.
        if (!Directory.Exists(app.Environment.WebRootPath)) StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
        // Else a program that was built, not published, has an address for every file, which takes part in the choice of endpoints too.
        app.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        var pages = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'")
            .AddAdditionalAssemblies([.. app.Services.GetRequiredService<ConsoleParts>().PageAssemblies])
            .RequireAuthorization(Policies.View);
        pages.Add(AnswerHead);
    }

    // Pages know GET and POST only; who asks for the head is told what a reader would be (RFC 9110, 9.3.2).
    private static void AnswerHead(EndpointBuilder page)
    {
        if (page.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { } known && known.HttpMethods.Contains(HttpMethods.Get) && !known.HttpMethods.Contains(HttpMethods.Head))
            page.Metadata.Add(new HttpMethodMetadata([.. known.HttpMethods, HttpMethods.Head]));
    }

    private static bool WantsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Path.StartsWithSegments("/api") && !Path.HasExtension(request.Path);

    private static IEnumerable<NavigationEntry> OwnEntries =>
    [
        new("Home", "", "home", 0),
        new("Health", "health", "monitor_heart", 900),
        new("Modules", "modules", "extension", 910),
        new("Users", "users", "group", 940) { Policy = Policies.Administer },
        new("API keys", "api-keys", "key", 950) { Policy = Policies.Administer },
        new("Settings", "settings", "settings", 990) { Policy = Policies.Administer },
    ];
}
