using System.Reflection;
using Microsoft.Data.Sqlite;

namespace SQLitePCL.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly TestDatabase _db = new();

    [Fact]
    public void The_library_is_new_enough_for_EF_Core()
    {
        Assert.True(raw.sqlite3_libversion_number() >= 3_035_000, raw.sqlite3_libversion().utf8_to_string()); // RETURNING came with 3.35
        Assert.Equal(_db.Scalar("SELECT sqlite_version()"), raw.sqlite3_libversion().utf8_to_string());
    }

    [Fact]
    public void Without_the_library_the_error_says_what_to_install()
    {
        var error = Assert.Throws<DllNotFoundException>(() => Native.Load(["libsqlite3-that-is-not-there.so"], Assembly.GetExecutingAssembly(), null));
        Assert.Contains("libsqlite3-0", error.Message, StringComparison.Ordinal);
        Assert.Contains("libsqlite3-that-is-not-there.so", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_refused_because_nothing_would_be_encrypted()
    {
        var error = Assert.Throws<InvalidOperationException>(() => _db.Open("Password=secret"));
        Assert.Contains("encryption", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Errors_carry_code_extended_code_and_text()
    {
        _db.Run("CREATE TABLE u (v UNIQUE); INSERT INTO u VALUES (1)");
        var error = Assert.Throws<SqliteException>(() => _db.Run("INSERT INTO u VALUES (1)"));
        Assert.Equal(19, error.SqliteErrorCode); // SQLITE_CONSTRAINT
        Assert.Equal(2067, error.SqliteExtendedErrorCode); // SQLITE_CONSTRAINT_UNIQUE
        Assert.Contains("u.v", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_syntax_error_names_the_place()
    {
        var error = Assert.Throws<SqliteException>(() => _db.Run("SELEC 1"));
        Assert.Contains("\"SELEC\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_an_error()
    {
        var path = _db.File + ".txt";
        File.WriteAllText(path, new string('x', 4096));
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        var error = Assert.Throws<SqliteException>(() =>
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            command.ExecuteScalar();
        });
        Assert.Equal(26, error.SqliteErrorCode); // SQLITE_NOTADB
    }

    [Fact]
    public void A_file_in_a_folder_that_is_not_there_is_an_error()
    {
        using var connection = new SqliteConnection($"Data Source={_db.File}.d/x.db;Pooling=False");
        Assert.Equal(14, Assert.Throws<SqliteException>(connection.Open).SqliteErrorCode); // SQLITE_CANTOPEN
    }

    [Fact]
    public void A_read_only_connection_does_not_write()
    {
        _db.Run("CREATE TABLE t (n)");
        using var connection = _db.Open("Mode=ReadOnly");
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO t VALUES (1)";
        Assert.Equal(8, Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).SqliteErrorCode); // SQLITE_READONLY
    }

    [Fact]
    public void A_writer_that_waits_too_long_gets_busy()
    {
        _db.Run("CREATE TABLE t (n)");
        using var holding = _db.Connection.BeginTransaction();
        using var other = _db.Open("Default Timeout=1");
        Assert.Equal(5, Assert.Throws<SqliteException>(() => other.BeginTransaction()).SqliteErrorCode); // SQLITE_BUSY
    }

    [Fact]
    public void A_transaction_that_SQLite_rolled_back_itself_cannot_be_committed()
    {
        _db.Run("CREATE TABLE t (n UNIQUE ON CONFLICT ROLLBACK); INSERT INTO t VALUES (1)");
        using var transaction = _db.Connection.BeginTransaction();
        Assert.Throws<SqliteException>(() => _db.Run("INSERT INTO t VALUES (1)"));
        Assert.Throws<InvalidOperationException>(transaction.Commit);
    }

    [Fact]
    public void A_backup_is_a_copy_of_everything()
    {
        _db.Run("CREATE TABLE t (n); WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 10000) INSERT INTO t SELECT n FROM s");
        using var copy = new SqliteConnection($"Data Source={_db.File}.copy;Pooling=False");
        copy.Open();
        _db.Connection.BackupDatabase(copy);
        using var command = copy.CreateCommand();
        command.CommandText = "SELECT sum(n) FROM t";
        Assert.Equal(50_005_000L, command.ExecuteScalar());
    }

    [Fact]
    public void A_backup_into_a_database_in_use_is_an_error()
    {
        using var target = new SqliteConnection($"Data Source={_db.File}.copy;Pooling=False");
        target.Open();
        using var busy = target.BeginTransaction();
        Assert.Throws<SqliteException>(() => _db.Connection.BackupDatabase(target));
    }

    [Fact]
    public void An_extension_that_is_not_there_is_named()
    {
        _db.Connection.EnableExtensions();
        var error = Assert.Throws<SqliteException>(() => _db.Connection.LoadExtension("no-such-extension"));
        Assert.Contains("no-such-extension", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_declared_about_a_column_is_told()
    {
        _db.Run("CREATE TABLE track (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL COLLATE NOCASE)");
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(_db.File, out var db));
        using (db)
        {
            raw.sqlite3_table_column_metadata(db, "main", "track", "title", out var type, out var collation, out var notNull, out var key, out var auto);
            Assert.Equal(("TEXT", "NOCASE", 1, 0, 0), (type, collation, notNull, key, auto));
            raw.sqlite3_table_column_metadata(db, null, "track", "id", out type, out collation, out notNull, out key, out auto);
            Assert.Equal(("INTEGER", "BINARY", 0, 1, 1), (type, collation, notNull, key, auto));
            Assert.NotEqual(raw.SQLITE_OK, raw.sqlite3_table_column_metadata(db, null, "nothing", null, out type, out _, out _, out _, out _));
            Assert.Null(type);
            Assert.StartsWith("no such table", raw.sqlite3_errmsg(db).utf8_to_string(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Keywords_are_known() => Assert.Contains(
        "SELECT",
        Enumerable.Range(0, raw.sqlite3_keyword_count()).Select(i => raw.sqlite3_keyword_name(i, out var name) == raw.SQLITE_OK ? name : null));

    public void Dispose() => _db.Dispose();
}
