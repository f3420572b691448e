using Microsoft.Extensions.Options;
using Platform.Data.Tests.Samples;

namespace Platform.Data.Tests;

public sealed class OptionsTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Database:Provider", "Oracle", "Database:Provider" },
        { "Database:Provider", "7", "Database:Provider" },
        { "Database:Provider", "Postgres", "Database:ConnectionString is required" },
        { "Database:ConnectionString", "Data Source=:memory:", "Database:ConnectionString" },
        { "Database:ConnectionString", "Server=x;Nonsense=y", "Database:ConnectionString" },
        { "Database:BusyTimeoutSeconds", "0", "Database:BusyTimeoutSeconds" },
        { "Database:BusyTimeoutSeconds", "soon", "Database:BusyTimeoutSeconds" },
        { "Database:Synchronous", "Off", "Database:Synchronous" },
        { "Storage:WarnBelowFreeMegabytes", "-1", "Storage:WarnBelowFreeMegabytes" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_value_names_its_key(string key, string value, string named)
    {
        await using var owner = SampleNode.Sqlite();
        await using var node = new Unchecked(owner.Folder, key, value);
        var error = Assert.ThrowsAny<Exception>(node.Read);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_in_the_description()
    {
        var connection = new DatabaseConnection(
            new DatabaseOptions { Provider = DatabaseProvider.Postgres, ConnectionString = "Host=db;Database=platform;Username=u;Password=secret" },
            new StorageOptions());
        Assert.Equal("PostgreSQL database 'platform' on db:5432", connection.Description);
    }

    private sealed class Unchecked(string folder, string key, string value) : IAsyncDisposable
    {
        private readonly SampleNode _node = SampleNode.Sqlite(folder, new() { [key] = value });

        public void Read()
        {
            _ = _node.Get<IOptions<DatabaseOptions>>().Value;
            _ = _node.Get<IOptions<StorageOptions>>().Value;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask; // a node that never came to be has nothing to give back
    }
}
