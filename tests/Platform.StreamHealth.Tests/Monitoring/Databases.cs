using Platform.Testing;

namespace Platform.StreamHealth.Tests.Monitoring;

/// <summary>One PostgreSQL cluster for all tests that need one.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "postgres";
}

/// <summary>Tests that run against both databases; each of the two subclasses starts its own application.</summary>
public abstract class OnBothDatabases : IAsyncLifetime
{
    protected MonitorApp App { get; private set; } = null!;

    /// <summary>Schedules that never come due during a test, unless a test says otherwise.</summary>
    protected const string Never = "cron 0 3 1 1 *";

    protected abstract Task<MonitorApp> StartAsync();

    public async Task InitializeAsync() => App = await StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();

    protected T Get<T>()
        where T : notnull => App.Get<T>();
}
