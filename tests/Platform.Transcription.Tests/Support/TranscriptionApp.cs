using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Platform.Data;
using Platform.Data.Events;
using Platform.Kernel.Api;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Kernel.Security;
using Platform.Media;
using Platform.Scheduling;
using Platform.Speech;
using Platform.Speech.Hosting;
using Platform.Transcription.Data;

namespace Platform.Transcription.Tests.Support;

/// <summary>The module in a web application of its own: real database, real scheduler, real engines in processes of their own. Everybody may do everything.</summary>
public sealed class TranscriptionApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly WebApplication _app;
    private readonly bool _keepFolder;

    private TranscriptionApp(WebApplication app, string folder, bool keepFolder)
    {
        (_app, Folder, _keepFolder) = (app, folder, keepFolder);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string Folder { get; }

    /// <param name="postgres">Connection string of an empty database; SQLite without one.</param>
    /// <param name="settings">Further configuration.</param>
    /// <param name="folder">Data of an application before; then they are not deleted.</param>
    /// <param name="engine">Hears instead of the real engines.</param>
    public static async Task<TranscriptionApp> StartAsync(
        string? postgres = null, Dictionary<string, string?>? settings = null, string? folder = null, ISpeechToText? engine = null)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("platform-transcription-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataPath"] = data,
            ["Database:Provider"] = postgres is null ? "Sqlite" : "Postgres",
            ["Database:ConnectionString"] = postgres,
            ["UrlGuard:AllowedNetworks"] = "127.0.0.0/8",
            ["Speech:EngineHost:ReserveMegabytes"] = "0",
            ["Scheduling:PollSeconds"] = "1",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        AddServices(builder.Services, builder.Configuration);
        if (engine is not null)
        {
            builder.Services.RemoveAll<ISpeechToText>();
            builder.Services.AddSingleton(engine);
        }

        var app = builder.Build();
        app.UseAuthorization();
        Map(new TranscriptionModule(), app);
        await app.Services.GetRequiredService<MigrationRunner>().RunAsync(CancellationToken.None);
        await app.StartAsync();
        return new TranscriptionApp(app, data, folder is not null);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    internal async Task<T> QueryAsync<T>(Func<TranscriptionDb, Task<T>> query)
    {
        await using var db = await Get<IDbContextFactory<TranscriptionDb>>().CreateDbContextAsync();
        return await query(db);
    }

    /// <summary>Uploads a file and queues it.</summary>
    public async Task<JsonElement> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await TrySubmitAsync(path, fields);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Accepted, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<HttpResponseMessage> TrySubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        form.Add(new StreamContent(File.OpenRead(path)), "file", Path.GetFileName(path));
        return await Client.PostAsync(new Uri("/api/v1/transcriptions:submit", UriKind.Relative), form);
    }

    public Task<JsonElement> GetJsonAsync(string url) => Client.GetFromJsonAsync<JsonElement>(new Uri(url, UriKind.Relative));

    public Task<HttpResponseMessage> PostAsync(string url, object? body = null) =>
        Client.PostAsync(new Uri(url, UriKind.Relative), body is null ? null : JsonContent.Create(body, options: ApiJson.Options));

    public Task<JsonElement> ItemAsync(string id) => GetJsonAsync($"/api/v1/transcriptions/{id}");

    /// <summary>The transcription once it is in a state.</summary>
    public Task<JsonElement> UntilAsync(string id, string state) => UntilAsync(
        id,
        item =>
        {
            var now = item.GetProperty("state").GetString();
            Assert.False(now == "failed" && state != now, $"{item.GetProperty("errorCode")}: {item.GetProperty("error")}");
            return now == state;
        },
        state);

    public async Task<JsonElement> UntilAsync(string id, Func<JsonElement, bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var item = await ItemAsync(id);
            if (condition(item)) return item;
            if (patience.IsCancellationRequested) throw new TimeoutException($"Not '{what}': {item.GetRawText()}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_keepFolder) Directory.Delete(Folder, recursive: true);
    }

    private static void Map(IModule module, WebApplication app)
    {
        module.MapEndpoints(app.MapGroup("/api/v1"));
        module.MapOutsideApi(app);
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton<LiveEvents>().AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddSingleton(new EngineCommand([Environment.ProcessPath!, typeof(TranscriptionApp).Assembly.Location, EngineHost.Verb]));
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddPlatformData(configuration);
        services.AddPlatformMedia(configuration);
        services.AddPlatformSpeech();
        services.AddPlatformScheduling(configuration, [typeof(TranscriptionModule).Assembly, typeof(WorkScheduler).Assembly]);
        services.AddEventSubscribers([typeof(TranscriptionModule).Assembly, typeof(TranscriptionApp).Assembly]);
        new TranscriptionModule().AddServices(new ModuleServices(services, configuration));
        services.AddAuthorization(options =>
        {
            foreach (var policy in (string[])[Policies.View, Policies.Operate, Policies.Administer]) options.AddPolicy(policy, p => p.RequireAssertion(_ => true));
        });
    }
}
