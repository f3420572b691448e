using Platform.Testing;

namespace Platform.Transcription.Tests.Support;

/// <summary>One PostgreSQL cluster for all tests that need one.</summary>
[CollectionDefinition(Name)]
public sealed class Postgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "postgres";
}
