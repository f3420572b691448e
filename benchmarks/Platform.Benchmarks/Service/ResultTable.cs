using Microsoft.Data.Sqlite;

namespace Platform.Benchmarks.Service;

/// <summary>Makes one stored result many, a minute apart, straight in the stopped service's database.</summary>
internal static class ResultTable
{
    private const string Table = "streamhealth_results";

    public static void Fill(string database, int rows)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        var columns = new List<string>();
        using (var list = connection.CreateCommand())
        {
            list.CommandText = $"SELECT name FROM pragma_table_info('{Table}')";
            using var reader = list.ExecuteReader();
            while (reader.Read()) columns.Add(reader.GetString(0));
        }

        var values = columns.Select(c => c switch
        {
            "Id" => "unhex(printf('%032X', n.n))",
            "StartedAt" => $"r.StartedAt - n.n * {TimeSpan.TicksPerMinute}",
            _ => "r." + c,
        });
        using var copy = connection.CreateCommand();
        copy.CommandText = $"""
            WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {rows})
            INSERT INTO {Table} ({string.Join(", ", columns)})
            SELECT {string.Join(", ", values)} FROM n, (SELECT * FROM {Table} LIMIT 1) r
            """;
        copy.ExecuteNonQuery();
    }
}
