using System.Reflection;
using Platform.Data;
using Platform.Data.Events;
using Platform.Host.Api;
using Platform.Host.Backup;
using Platform.Host.Console;
using Platform.Host.Identity;
using Platform.Host.Settings.Sources;
using Platform.Host.Startup;
using Platform.Kernel.Health;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Kernel.Settings;
using Platform.Media;
using Platform.Scheduling;
using Platform.Speech;

namespace Platform.Host;

/// <summary>Puts the process together: the shared floor, the host's own parts, then the modules.</summary>
internal static class Composition
{
    /// <summary>Builds the service without starting it; one-shot commands use only its container.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = CreateBuilder(args);
        var catalog = LoadModules(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(catalog);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LiveEvents>();
        services.AddSettings<ModulesOptions>();
        services.AddPlatformData(builder.Configuration);
        services.AddPlatformBackup();
        services.AddPlatformMedia(builder.Configuration);
        services.AddPlatformSpeech();
        services.AddHostedService<DatabaseStartup>();
        services.AddPlatformIdentity(builder.Configuration);
        catalog.AddServices(new ModuleServices(services, builder.Configuration));

        // Without the kernel: it holds contracts, and what it implements of them is registered by hand.
        Assembly[] assemblies = [.. Floor().Where(a => a != typeof(IModule).Assembly), typeof(Composition).Assembly, .. catalog.Enabled.Select(m => m.Assembly)];
        services.AddFound<IHealthInspection>(assemblies);
        services.AddEventSubscribers(assemblies);
        foreach (var failure in catalog.Failures) services.AddSingleton<IHealthInspection>(new ModuleFailureInspection(failure));
        services.AddPlatformConsole(assemblies);

        services.AddPlatformApi(builder.Configuration);
        services.AddPlatformScheduling(builder.Configuration, assemblies); // after the API's logging, or the logs of runs are not kept

        var app = builder.Build();
        app.UsePlatformApi();
        var api = app.MapPlatformApi();
        api.MapPlatformScheduling();
        api.MapPlatformSpeech();
        api.MapIdentityApi();
        catalog.ForEachEnabled(module => module.MapEndpoints(api));
        catalog.ForEachEnabled(module => module.MapOutsideApi(app));
        app.MapPlatformConsole();
        return app;
    }

    /// <summary>The configuration the service would have.</summary>
    public static IConfiguration ReadConfiguration(string[] args) => CreateBuilder(args).Configuration;

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.UsePlatformSettings();
        return builder;
    }

    /// <summary>The modules this configuration asks for; also what the command line takes its verbs from.</summary>
    public static ModuleCatalog LoadModules(IConfiguration configuration) => ModuleCatalog.Load(
        configuration.GetSection("Modules").Get<ModulesOptions>() ?? new ModulesOptions(),
        BuiltIn(),
        Floor());

    private static string[] BuiltIn() => typeof(Composition).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(a => a.Key == "Modules").SelectMany(a => (a.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)).ToArray();

    /// <summary>The shared assemblies modules and plugins are compiled against.</summary>
    private static Assembly[] Floor() => typeof(Composition).Assembly.GetReferencedAssemblies()
        .Where(a => a.Name!.StartsWith("Platform.", StringComparison.Ordinal) && !BuiltIn().Contains(a.Name))
        .Select(Assembly.Load).ToArray();
}
