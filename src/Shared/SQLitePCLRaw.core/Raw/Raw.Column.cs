namespace SQLitePCL;

public static unsafe partial class raw
{
    public static int sqlite3_column_count(sqlite3_stmt statement) => Native.sqlite3_column_count(statement);

    public static int sqlite3_data_count(sqlite3_stmt statement) => Native.sqlite3_data_count(statement);

    public static int sqlite3_column_type(sqlite3_stmt statement, int column) => Native.sqlite3_column_type(statement, column);

    public static long sqlite3_column_int64(sqlite3_stmt statement, int column) => Native.sqlite3_column_int64(statement, column);

    public static double sqlite3_column_double(sqlite3_stmt statement, int column) => Native.sqlite3_column_double(statement, column);

    /// <summary>The bytes of a value, valid until the next step; empty for NULL.</summary>
    public static ReadOnlySpan<byte> sqlite3_column_blob(sqlite3_stmt statement, int column)
    {
        var pointer = Native.sqlite3_column_blob(statement, column); // first the pointer, then the length: sqlite3.h prescribes that order
        return new(pointer, pointer is null ? 0 : Native.sqlite3_column_bytes(statement, column));
    }

    /// <summary>The text of a value, valid until the next step.</summary>
    public static utf8z sqlite3_column_text(sqlite3_stmt statement, int column)
    {
        var pointer = Native.sqlite3_column_text(statement, column);
        return utf8z.FromPointer(pointer, pointer is null ? 0 : Native.sqlite3_column_bytes(statement, column));
    }

    public static utf8z sqlite3_column_name(sqlite3_stmt statement, int column) =>
        utf8z.FromPointer(Native.sqlite3_column_name(statement, column));

    public static utf8z sqlite3_column_decltype(sqlite3_stmt statement, int column) =>
        utf8z.FromPointer(Native.sqlite3_column_decltype(statement, column));

    public static utf8z sqlite3_column_database_name(sqlite3_stmt statement, int column) =>
        utf8z.FromPointer(Native.sqlite3_column_database_name(statement, column));

    public static utf8z sqlite3_column_table_name(sqlite3_stmt statement, int column) =>
        utf8z.FromPointer(Native.sqlite3_column_table_name(statement, column));

    public static utf8z sqlite3_column_origin_name(sqlite3_stmt statement, int column) =>
        utf8z.FromPointer(Native.sqlite3_column_origin_name(statement, column));
}
