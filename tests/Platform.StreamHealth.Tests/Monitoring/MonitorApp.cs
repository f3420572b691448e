using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Data;
using Platform.Kernel.Api;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Kernel.Security;
using Platform.Media;
using Platform.Scheduling;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Tests.Monitoring;

/// <summary>The module in a web application of its own: real database, real scheduler, real network on loopback. Everybody may do everything.</summary>
public sealed class MonitorApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private MonitorApp(WebApplication app, string folder)
    {
        (_app, _folder) = (app, folder);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string Folder => _folder;

    /// <param name="postgres">Connection string of an empty database; SQLite without one.</param>
    /// <param name="settings">Further configuration.</param>
    /// <param name="configure">Further services.</param>
    public static async Task<MonitorApp> StartAsync(
        string? postgres = null, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("platform-monitor-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataPath"] = folder,
            ["Database:Provider"] = postgres is null ? "Sqlite" : "Postgres",
            ["Database:ConnectionString"] = postgres,
            ["UrlGuard:AllowedNetworks"] = "127.0.0.0/8",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        AddServices(builder.Services, builder.Configuration);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseAuthorization();
        new StreamHealthModule().MapEndpoints(app.MapGroup("/api/v1"));
        new StreamHealthModule().MapOutsideApi(app);
        await app.Services.GetRequiredService<MigrationRunner>().RunAsync(CancellationToken.None);
        await app.StartAsync();
        return new MonitorApp(app, folder);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    internal async Task<T> QueryAsync<T>(Func<StreamHealthDb, Task<T>> query)
    {
        await using var db = await Get<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync();
        return await query(db);
    }

    /// <summary>Adds a stream through the API.</summary>
    public async Task<StreamView> AddAsync(StreamInput input)
    {
        using var answer = await Client.PostAsJsonAsync("/api/v1/streams", input, ApiJson.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<StreamView>(ApiJson.Options))!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton<LiveEvents>().AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddPlatformData(configuration);
        services.AddPlatformMedia(configuration);
        services.AddPlatformScheduling(configuration, [typeof(StreamHealthModule).Assembly]);
        new StreamHealthModule().AddServices(new ModuleServices(services, configuration));
        services.AddAuthorization(options =>
        {
            foreach (var policy in (string[])[Policies.View, Policies.Operate, Policies.Administer]) options.AddPolicy(policy, p => p.RequireAssertion(_ => true));
        });
    }
}
