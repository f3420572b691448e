using System.Text;

namespace SQLitePCL;

public static unsafe partial class raw
{
    /// <summary>Compiles the first statement of <paramref name="sql"/>; <paramref name="tail"/> is what follows it.</summary>
    public static int sqlite3_prepare_v2(sqlite3 db, ReadOnlySpan<byte> sql, out sqlite3_stmt statement, out ReadOnlySpan<byte> tail)
    {
        fixed (byte* pointer = sql)
        {
            var rc = Native.sqlite3_prepare_v2(db, pointer, sql.Length, out statement, out var end);
            tail = end is null ? default : sql[(int)(end - pointer)..];
            return rc;
        }
    }

    public static int sqlite3_prepare_v2(sqlite3 db, string sql, out sqlite3_stmt statement) =>
        sqlite3_prepare_v2(db, Encoding.UTF8.GetBytes(sql), out statement, out _);

    public static int sqlite3_step(sqlite3_stmt statement) => Native.sqlite3_step(statement);

    public static int sqlite3_reset(sqlite3_stmt statement) => Native.sqlite3_reset(statement);

    public static int sqlite3_stmt_readonly(sqlite3_stmt statement) => Native.sqlite3_stmt_readonly(statement);

    public static int sqlite3_stmt_isexplain(sqlite3_stmt statement) => Native.sqlite3_stmt_isexplain(statement);

    public static int sqlite3_bind_parameter_count(sqlite3_stmt statement) => Native.sqlite3_bind_parameter_count(statement);

    public static int sqlite3_bind_parameter_index(sqlite3_stmt statement, string name) =>
        Native.sqlite3_bind_parameter_index(statement, name);

    public static utf8z sqlite3_bind_parameter_name(sqlite3_stmt statement, int index) =>
        utf8z.FromPointer(Native.sqlite3_bind_parameter_name(statement, index));

    public static int sqlite3_bind_null(sqlite3_stmt statement, int index) => Native.sqlite3_bind_null(statement, index);

    public static int sqlite3_bind_int64(sqlite3_stmt statement, int index, long value) =>
        Native.sqlite3_bind_int64(statement, index, value);

    public static int sqlite3_bind_double(sqlite3_stmt statement, int index, double value) =>
        Native.sqlite3_bind_double(statement, index, value);

    /// <summary>Binds bytes; none is an empty blob, not NULL.</summary>
    public static int sqlite3_bind_blob(sqlite3_stmt statement, int index, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return Native.sqlite3_bind_zeroblob(statement, index, 0); // a null pointer would bind NULL
        fixed (byte* pointer = value) return Native.sqlite3_bind_blob(statement, index, pointer, value.Length, Native.Transient);
    }

    /// <summary>Binds text; null is NULL, the empty string is empty text.</summary>
    public static int sqlite3_bind_text(sqlite3_stmt statement, int index, string? value)
    {
        if (value is null) return Native.sqlite3_bind_null(statement, index);
        using var text = new Utf8Buffer(value, stackalloc byte[Utf8Buffer.StackSize]);
        fixed (byte* pointer = text.Bytes) return Native.sqlite3_bind_text(statement, index, pointer, text.Length, Native.Transient);
    }
}
