using Microsoft.Data.Sqlite;

namespace SQLitePCL.Tests;

public sealed class ValueTests : IDisposable
{
    private readonly TestDatabase _db = new();

    public static TheoryData<string> Texts =>
    [
        "", " ", "plain", "Grüße aus Köln", "日本語のテキスト", "👩‍🚀🎙️", "zero\0inside", new string('x', 85), new string('ä', 100),
        new string('€', 86), new string('y', 255), new string('y', 256), new string('z', 100_000), "'; DROP TABLE t; --",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_comes_back_as_it_went(string text)
    {
        Assert.Equal(text, _db.Scalar("SELECT @0", text));
        Assert.Equal("text", _db.Scalar("SELECT typeof(@0)", text));
        Assert.Equal((long)System.Text.Encoding.UTF8.GetByteCount(text), _db.Scalar("SELECT length(CAST(@0 AS BLOB))", text));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", _db.Scalar("SELECT @0", "a\uD83Db"));

    [Fact]
    public void Null_is_null_and_empty_text_is_not()
    {
        Assert.IsType<DBNull>(_db.Scalar("SELECT @0", DBNull.Value));
        Assert.Equal("null", _db.Scalar("SELECT typeof(@0)", DBNull.Value));
        Assert.Equal("text", _db.Scalar("SELECT typeof(@0)", ""));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(1_000_000)]
    public void Blobs_come_back_as_they_went(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        Assert.Equal(bytes, _db.Scalar("SELECT @0", bytes));
        Assert.Equal("blob", _db.Scalar("SELECT typeof(@0)", bytes));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(long.MaxValue)]
    public void Integers_keep_64_bits(long value) => Assert.Equal(value, _db.Scalar("SELECT @0", value));

    [Theory]
    [InlineData(0.1)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NegativeInfinity)]
    public void Reals_keep_all_bits(double value) => Assert.Equal(value, _db.Scalar("SELECT @0", value));

    [Fact]
    public void Columns_know_where_they_come_from()
    {
        _db.Run("CREATE TABLE track (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL COLLATE NOCASE)");
        using var command = _db.Connection.CreateCommand();
        command.CommandText = "SELECT title AS name, 1 + 1 FROM track";
        using var reader = command.ExecuteReader(System.Data.CommandBehavior.KeyInfo);
        var schema = reader.GetSchemaTable();

        Assert.Equal("name", schema.Rows[0]["ColumnName"]);
        Assert.Equal("title", schema.Rows[0]["BaseColumnName"]);
        Assert.Equal("track", schema.Rows[0]["BaseTableName"]);
        Assert.Equal("main", schema.Rows[0]["BaseCatalogName"]);
        Assert.Equal(false, schema.Rows[0]["IsKey"]);
        Assert.Equal("TEXT", reader.GetDataTypeName(0));
        Assert.IsType<DBNull>(schema.Rows[1]["BaseTableName"]);
    }

    [Fact]
    public void Several_statements_in_one_text_all_run()
    {
        _db.Run("CREATE TABLE t (n); INSERT INTO t VALUES (1); ; -- a comment\n INSERT INTO t VALUES (2);");
        Assert.Equal(2L, _db.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_text_without_a_statement_does_nothing() => Assert.Null(_db.Scalar("-- nothing here"));

    [Fact]
    public void A_parameter_that_is_not_given_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => _db.Scalar("SELECT @0, @missing", 1));
        Assert.Contains("@missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blob_is_written_and_read_in_parts()
    {
        _db.Run("CREATE TABLE b (id INTEGER PRIMARY KEY, data BLOB); INSERT INTO b VALUES (7, zeroblob(10))");
        using (var blob = new SqliteBlob(_db.Connection, "b", "data", 7))
        {
            blob.Seek(4, SeekOrigin.Begin);
            blob.Write([1, 2, 3]);
            Assert.Throws<NotSupportedException>(() => blob.Write(new byte[10]));
        }
        using var read = new SqliteBlob(_db.Connection, "b", "data", 7, readOnly: true);
        var all = new byte[20];
        Assert.Equal(10, read.Length);
        Assert.Equal(10, read.Read(all));
        Assert.Equal([0, 0, 0, 0, 1, 2, 3, 0, 0, 0], all[..10]);
    }

    [Fact]
    public void A_blob_of_a_row_that_is_not_there_is_an_error()
    {
        _db.Run("CREATE TABLE b (id INTEGER PRIMARY KEY, data BLOB)");
        var error = Assert.Throws<SqliteException>(() => new SqliteBlob(_db.Connection, "b", "data", 7));
        Assert.Contains("no such rowid: 7", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _db.Dispose();
}
