using Npgsql;
using Platform.Kernel.Results;

namespace Platform.Data.Backup;

/// <summary>Writes a PostgreSQL database to a file. A port, because external programs are run by the media floor's runner.</summary>
public interface IPostgresDump
{
    /// <summary>Writes a complete archive that <c>pg_restore</c> reads to <paramref name="file"/>, and proves that it can be read.</summary>
    Task<Result<Unit>> WriteAsync(NpgsqlConnectionStringBuilder database, string file, CancellationToken cancellationToken);
}
