namespace SQLitePCL;

public static unsafe partial class raw
{
    /// <summary>Opens one value of one row for reading (<paramref name="flags"/> 0) or writing (1) in parts.</summary>
    public static int sqlite3_blob_open(sqlite3 db, string database, string table, string column, long rowid, int flags, out sqlite3_blob blob) =>
        Native.sqlite3_blob_open(db, database, table, column, rowid, flags, out blob);

    /// <summary>Length in bytes; it cannot change.</summary>
    public static int sqlite3_blob_bytes(sqlite3_blob blob) => Native.sqlite3_blob_bytes(blob);

    /// <summary>Fills the whole <paramref name="buffer"/> from <paramref name="offset"/> on.</summary>
    public static int sqlite3_blob_read(sqlite3_blob blob, Span<byte> buffer, int offset)
    {
        fixed (byte* pointer = buffer) return Native.sqlite3_blob_read(blob, pointer, buffer.Length, offset);
    }

    public static int sqlite3_blob_write(sqlite3_blob blob, ReadOnlySpan<byte> buffer, int offset)
    {
        fixed (byte* pointer = buffer) return Native.sqlite3_blob_write(blob, pointer, buffer.Length, offset);
    }

    /// <summary>Starts an online backup; invalid when it cannot start, and the destination then has the error.</summary>
    public static sqlite3_backup sqlite3_backup_init(sqlite3 destination, string destinationName, sqlite3 source, string sourceName) =>
        Native.sqlite3_backup_init(destination, destinationName, source, sourceName);

    /// <summary>Copies up to <paramref name="pages"/> pages, all that remain when negative.</summary>
    public static int sqlite3_backup_step(sqlite3_backup backup, int pages) => Native.sqlite3_backup_step(backup, pages);
}
