using System.Net;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Identity;
using Platform.Host.Identity.ApiKeys;
using Platform.Host.Identity.Setup;
using Platform.Host.Tests.Support;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Testing;

namespace Platform.Host.Tests.Identity;

[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

[Collection(PostgresCollection.Name)]
public sealed class LastAdminOnPostgresTests(PostgresServer server) : LastAdminTests, IAsyncLifetime
{
    private HostApp? _app;

    private protected override HostApp App => _app!;

    public async Task InitializeAsync() => _app = await Postgres.AppAsync(server);

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>The way in, on the other database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class IdentityOnPostgresTests(PostgresServer server)
{
    [Fact]
    public async Task Set_up_sign_in_and_keys_work()
    {
        using var app = await Postgres.AppAsync(server);
        using var browser = app.Browse();
        var link = (await app.Get<SetupLink>().GetAsync(CancellationToken.None))!.PathAndQuery;
        using (await browser.SubmitAsync(link, "setup", ("Input.Name", "Ana"), ("Input.Password", HostApp.Password), ("Input.Repeated", HostApp.Password))) { }

        using var signedIn = await app.SignedInAsync("ana");
        using var program = await app.ProgramAsync(Roles.Viewer);
        using var first = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        using var users = await signedIn.GetAsync("/api/v1/users?search=an&limit=1");
        var keys = await app.Get<ApiKeyAdministration>().ListAsync(new PageRequest(), CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, users.StatusCode);
        Assert.NotNull(Assert.Single(keys.Value.Items).LastUsedAt);
    }

    [Fact]
    public async Task Of_many_nodes_that_set_up_at_once_one_makes_the_administrator()
    {
        using var app = await Postgres.AppAsync(server);
        var first = app.Get<FirstAdmin>();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => first.CreateAsync($"ana{i}", HostApp.Password, CancellationToken.None))));

        Assert.Single(made, m => m.Ok);
        Assert.Equal(1, await app.InDatabaseAsync(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task A_session_started_on_one_node_holds_on_the_other()
    {
        using var app = await Postgres.AppAsync(server);
        await app.AdminAsync();
        using var browser = await app.SignedInAsync("ana");
        using var page = await browser.GetAsync("/account");
        using var other = new HostApp();
        foreach (var (key, value) in app.Settings.Where(s => s.Key.StartsWith("Database", StringComparison.Ordinal))) other.Settings[key] = value;
        using var client = other.CreateClient(new() { HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/me", UriKind.Relative));
        request.Headers.Add("Cookie", page.RequestMessage!.Headers.GetValues("Cookie").Single());

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_of_keys_have_no_gap_and_no_repetition()
    {
        using var app = await Postgres.AppAsync(server);
        var administration = app.Get<ApiKeyAdministration>();
        for (var i = 0; i < 7; i++) await administration.CreateAsync(Actor.CommandLine, new NewApiKey($"key{i}", Roles.Viewer), CancellationToken.None);

        List<string> names = [];
        string? cursor = null;
        do
        {
            var page = await administration.ListAsync(new PageRequest(cursor, 3), CancellationToken.None);
            names.AddRange(page.Value.Items.Select(k => k.Name));
            cursor = page.Value.NextCursor;
        }
        while (cursor is not null);

        var all = await administration.ListAsync(new PageRequest(), CancellationToken.None);
        Assert.Equal(7, names.Distinct().Count());
        Assert.Equal(all.Value.Items.Select(k => k.Name), names);
    }
}

internal static class Postgres
{
    /// <summary>The service on an empty database of the server.</summary>
    public static async Task<HostApp> AppAsync(PostgresServer server, HostApp? app = null)
    {
        app ??= new HostApp();
        app.Settings["Database:Provider"] = "Postgres";
        app.Settings["Database:ConnectionString"] = await server.CreateDatabaseAsync();
        return app;
    }
}
