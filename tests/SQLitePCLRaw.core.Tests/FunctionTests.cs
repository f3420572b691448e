using Microsoft.Data.Sqlite;

namespace SQLitePCL.Tests;

public sealed class FunctionTests : IDisposable
{
    private readonly TestDatabase _db = new();

    [Fact]
    public void A_scalar_function_gets_and_gives_every_type()
    {
        _db.Connection.CreateFunction("same", (object? value) => value);
        foreach (var sql in (string[])["1", "1.5", "'text'", "x'0102'", "NULL", "''", "x''"])
        {
            Assert.Equal(1L, _db.Scalar($"SELECT same({sql}) IS {sql} AND typeof(same({sql})) = typeof({sql})"));
        }
    }

    [Fact]
    public void A_function_takes_any_number_of_arguments()
    {
        _db.Connection.CreateFunction("joined", (object?[] values) => string.Join('|', values));
        Assert.Equal("", _db.Scalar("SELECT joined()"));
        Assert.Equal("1|zwei|3", _db.Scalar("SELECT joined(1, 'zwei', '3')"));
    }

    [Fact]
    public void What_a_function_throws_is_the_error_of_the_statement()
    {
        _db.Connection.CreateFunction<long>("fails", () => throw new InvalidOperationException("no luck: ärger"));
        var error = Assert.Throws<SqliteException>(() => _db.Scalar("SELECT fails()"));
        Assert.Contains("no luck: ärger", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, _db.Scalar("SELECT 1"));
    }

    [Fact]
    public void A_function_is_gone_after_it_was_removed()
    {
        _db.Connection.CreateFunction("one", () => 1L);
        Assert.Equal(1L, _db.Scalar("SELECT one()"));
        _db.Connection.CreateFunction("one", (Func<long>?)null);
        Assert.Throws<SqliteException>(() => _db.Scalar("SELECT one()"));
    }

    [Fact]
    public void An_aggregate_keeps_its_state_per_group()
    {
        _db.Connection.CreateAggregate("product", 1L, (long sofar, long next) => sofar * next);
        _db.Run("CREATE TABLE n (g, v); INSERT INTO n VALUES ('a', 2), ('b', 5), ('a', 3), ('b', 7)");
        Assert.Equal("a=6,b=35", _db.Scalar("SELECT group_concat(g || '=' || p) FROM (SELECT g, product(v) p FROM n GROUP BY g ORDER BY g)"));
        Assert.Equal(1L, _db.Scalar("SELECT product(v) FROM n WHERE 0"));
    }

    [Fact]
    public void An_aggregate_that_throws_fails_the_statement_and_nothing_else()
    {
        _db.Connection.CreateAggregate("bad", 0L, (long sofar, long next) => next < 2 ? sofar : throw new FormatException("two"));
        _db.Run("CREATE TABLE n (v); INSERT INTO n VALUES (1), (2)");
        var error = Assert.Throws<SqliteException>(() => _db.Scalar("SELECT bad(v) FROM n"));
        Assert.Contains("two", error.Message, StringComparison.Ordinal);
        Assert.Equal(2L, _db.Scalar("SELECT count(*) FROM n"));
    }

    [Fact]
    public void A_collation_decides_the_order()
    {
        _db.Connection.CreateCollation("backwards", (x, y) => string.CompareOrdinal(y, x));
        _db.Run("CREATE TABLE w (t TEXT COLLATE backwards); INSERT INTO w VALUES ('a'), ('ö'), ('')");
        Assert.Equal("ö,a,", _db.Scalar("SELECT group_concat(t) FROM (SELECT t FROM w ORDER BY t)"));
    }

    [Fact]
    public void A_collation_that_throws_falls_back_to_the_order_of_characters()
    {
        _db.Connection.CreateCollation("broken", (_, _) => throw new InvalidOperationException("never mind"));
        _db.Run("CREATE TABLE w (t TEXT COLLATE broken); INSERT INTO w VALUES ('b'), ('a')");
        Assert.Equal("a,b", _db.Scalar("SELECT group_concat(t) FROM (SELECT t FROM w ORDER BY t)"));
    }

    [Fact]
    public void Functions_survive_the_garbage_collector_and_are_freed_with_the_connection()
    {
        var kept = Use();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(kept.TryGetTarget(out _));

        static WeakReference<object> Use()
        {
            var token = new object();
            using var db = new TestDatabase();
            db.Connection.CreateFunction("alive", () => token is null ? 0L : 1L);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(1L, db.Scalar("SELECT alive()"));
            return new WeakReference<object>(token);
        }
    }

    public void Dispose() => _db.Dispose();
}
