using Platform.Testing;

namespace Platform.Data.Tests.Samples;

/// <summary>One PostgreSQL server for all tests of this assembly.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "postgres";
}
