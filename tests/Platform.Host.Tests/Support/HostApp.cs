using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Platform.Host.Data;
using Platform.Host.Identity;
using Platform.Host.Identity.ApiKeys;
using Platform.Host.Identity.Authentication;
using Platform.Host.Identity.Setup;
using Platform.Host.Identity.Users;
using Platform.Kernel.Security;
using Platform.Testing;

namespace Platform.Host.Tests.Support;

/// <summary>The whole service, in process, on a database of its own in a temporary folder.</summary>
internal sealed class HostApp : WebApplicationFactory<Program>
{
    public const string AddressHeader = "X-Test-Address";
    public const string Password = "correct-horse-battery";
    private static readonly string[] Modules = ["streamhealth", "transcription"];
    private bool _keepFolder;

    public HostApp(string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("platform-host-").FullName;
        Settings["Storage:DataPath"] = Folder;
        for (var i = 0; i < Modules.Length; i++) Settings[$"Modules:Disabled:{i}"] = Modules[i]; // most of what is tested here needs none
    }

    /// <summary>The service as it is shipped, with every built-in module.</summary>
    public static HostApp WithModules()
    {
        var app = new HostApp();
        for (var i = 0; i < Modules.Length; i++) app.Settings.Remove($"Modules:Disabled:{i}");
        return app;
    }

    public string Folder { get; }

    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Set before the first use to have the service live in a test's time.</summary>
    public FakeTimeProvider? Clock { get; init; }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Stops the service and starts another one on the same data.</summary>
    public HostApp Restart()
    {
        _keepFolder = true;
        Dispose();
        return new HostApp(Folder);
    }

    /// <summary>Somebody at a browser who accepts cookies and is not led anywhere on his own.</summary>
    public Browser Browse(string address = "192.0.2.1", string scheme = "http")
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri($"{scheme}://localhost/") });
        client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml");
        client.DefaultRequestHeaders.Add(AddressHeader, address);
        return new Browser(client);
    }

    /// <summary>A program with an API key.</summary>
    public async Task<HttpClient> ProgramAsync(string role)
    {
        var made = await Get<ApiKeyAdministration>().CreateAsync(Actor.CommandLine, new NewApiKey($"test {role}", role), CancellationToken.None);
        return WithKey(made.Value.Key);
    }

    public HttpClient WithKey(string key)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>The first administrator, made without the browser.</summary>
    public async Task<UserView> AdminAsync(string name = "ana") =>
        UserView.From((await Get<FirstAdmin>().CreateAsync(name, Password, CancellationToken.None)).Value);

    public async Task<UserView> UserAsync(string name, string role = Roles.Viewer) =>
        (await Get<UserAdministration>().CreateAsync(Actor.CommandLine, new NewUser(name, Password, role), CancellationToken.None)).Value;

    public async Task<UserView> DisabledUserAsync(string name)
    {
        var user = await UserAsync(name);
        return (await Get<UserAdministration>().ChangeAsync(Actor.CommandLine, user.Id, new UserChange(Disabled: true), CancellationToken.None)).Value;
    }

    /// <summary>A browser in which the user has signed in.</summary>
    public async Task<Browser> SignedInAsync(string name)
    {
        var browser = Browse();
        using var answer = await browser.SignInAsync(name, Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    /// <summary>What the session of the user says.</summary>
    public async Task<ClaimsPrincipal> PrincipalOfAsync(Guid userId) => Sessions.PrincipalOf(await InDatabaseAsync(db => db.Users.SingleAsync(u => u.Id == userId)));

    public async Task<T> InDatabaseAsync<T>(Func<HostDb, Task<T>> work)
    {
        await using var db = await Get<IDbContextFactory<HostDb>>().CreateDbContextAsync();
        return await work(db);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            if (Clock is not null) services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddSingleton<IStartupFilter, Addresses>();
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && !_keepFolder && Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    // The in-process server knows no addresses.
    private sealed class Addresses : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.TryParse(context.Request.Headers[AddressHeader], out var address) ? address : IPAddress.Loopback;
                return rest(context);
            });
            next(app);
        };
    }
}
