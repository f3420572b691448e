namespace Platform.Host.Tests.Support;

/// <summary>One service for the tests of a class that leave each other alone; its first administrator is "ana".</summary>
public sealed class SharedApp : IAsyncLifetime
{
    internal HostApp App { get; } = new();

    public Task InitializeAsync() => App.AdminAsync();

    public Task DisposeAsync()
    {
        App.Dispose();
        return Task.CompletedTask;
    }
}
