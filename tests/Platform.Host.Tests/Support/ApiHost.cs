using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Data;
using Platform.Host.Api;
using Platform.Host.Identity;
using Platform.Host.Identity.ApiKeys;
using Platform.Host.Settings.Sources;
using Platform.Host.Startup;
using Platform.Kernel.Health;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Kernel.Security;

namespace Platform.Host.Tests.Support;

/// <summary>The API's conventions around endpoints of a test's own, on a real port and a real database.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly HttpMessageHandler _handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };

    private ApiHost(WebApplication app, DirectoryInfo folder) => (_app, _folder) = (app, folder);

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IServiceProvider Services => _app.Services;

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public static async Task<ApiHost> StartAsync(
        Action<IEndpointRouteBuilder>? map = null,
        Action<IServiceCollection>? services = null,
        params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("platform-api-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.UsePlatformSettings();
        builder.Configuration.AddInMemoryCollection(
            settings.Prepend(("Storage:DataPath", folder.FullName)).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<LiveEvents>();
        builder.Services.AddPlatformData(builder.Configuration);
        builder.Services.AddHostedService<DatabaseStartup>();
        builder.Services.AddPlatformIdentity(builder.Configuration);
        builder.Services.AddRazorComponents();
        builder.Services.AddFound<IHealthInspection>([typeof(DatabaseConnection).Assembly]);
        builder.Services.AddPlatformApi(builder.Configuration);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UsePlatformApi();
        var api = app.MapPlatformApi();
        map?.Invoke(api);
        var host = new ApiHost(app, folder);
        try
        {
            await app.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A program with a new API key of this role.</summary>
    public async Task<HttpClient> ProgramAsync(string role = Roles.Admin)
    {
        var made = await Get<ApiKeyAdministration>().CreateAsync(Actor.CommandLine, new NewApiKey($"test {role}", role), CancellationToken.None);
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Value.Key);
        return client;
    }

    /// <summary>Somebody who has not signed in.</summary>
    public HttpClient Stranger() => new(_handler, disposeHandler: false) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _handler.Dispose();
        _folder.Delete(recursive: true);
    }
}
