using System.Runtime.InteropServices;

namespace SQLitePCL;

internal static unsafe partial class Native
{
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sqlite3_open_v2(string filename, out sqlite3 db, int flags, string? vfs);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_close_v2(nint db);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_errcode(sqlite3 db);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_extended_errcode(sqlite3 db);

    [LibraryImport(Lib)]
    internal static partial byte* sqlite3_errmsg(sqlite3 db);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_changes(sqlite3 db);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte* sqlite3_db_filename(sqlite3 db, string name);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sqlite3_exec(sqlite3 db, string sql, nint callback, nint state, nint errorMessage);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_enable_load_extension(sqlite3 db, int onoff);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_load_extension(sqlite3 db, byte* file, byte* entryPoint, out byte* errorMessage);

    // Variadic in C; only integer arguments are passed, which the common x64 and Linux arm64 ABIs place alike.
    [LibraryImport(Lib)]
    internal static partial int sqlite3_db_config(sqlite3 db, int op, int value, out int result);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sqlite3_table_column_metadata(
        sqlite3 db, string? database, string table, string? column,
        out byte* type, out byte* collation, out int notNull, out int primaryKey, out int autoIncrement);

    [LibraryImport(Lib)]
    internal static partial nint sqlite3_rollback_hook(sqlite3 db, delegate* unmanaged[Cdecl]<nint, void> callback, nint state);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sqlite3_blob_open(
        sqlite3 db, string database, string table, string column, long rowid, int flags, out sqlite3_blob blob);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_blob_close(nint blob);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_blob_bytes(sqlite3_blob blob);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_blob_read(sqlite3_blob blob, byte* buffer, int length, int offset);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_blob_write(sqlite3_blob blob, byte* buffer, int length, int offset);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial sqlite3_backup sqlite3_backup_init(sqlite3 destination, string destinationName, sqlite3 source, string sourceName);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_backup_step(sqlite3_backup backup, int pages);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_backup_finish(nint backup);
}
