namespace SQLitePCL;

public static unsafe partial class raw
{
    private const int OpenReadWriteCreate = 0x6; // SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE

    public static int sqlite3_open(string filename, out sqlite3 db) =>
        Native.sqlite3_open_v2(filename, out db, OpenReadWriteCreate, null);

    public static int sqlite3_open_v2(string filename, out sqlite3 db, int flags, string? vfs) =>
        Native.sqlite3_open_v2(filename, out db, flags, vfs);

    public static int sqlite3_errcode(sqlite3 db) => Native.sqlite3_errcode(db);

    public static int sqlite3_extended_errcode(sqlite3 db) => Native.sqlite3_extended_errcode(db);

    public static utf8z sqlite3_errmsg(sqlite3 db) => utf8z.FromPointer(Native.sqlite3_errmsg(db));

    public static int sqlite3_changes(sqlite3 db) => Native.sqlite3_changes(db);

    public static utf8z sqlite3_db_filename(sqlite3 db, string name) => utf8z.FromPointer(Native.sqlite3_db_filename(db, name));

    public static int sqlite3_exec(sqlite3 db, string sql) => Native.sqlite3_exec(db, sql, 0, 0, 0);

    public static int sqlite3_enable_load_extension(sqlite3 db, int onoff) => Native.sqlite3_enable_load_extension(db, onoff);

    public static int sqlite3_db_config(sqlite3 db, int op, int value, out int result) =>
        Native.sqlite3_db_config(db, op, value, out result);

    /// <summary>Loads an extension; <paramref name="message"/> says why not.</summary>
    public static int sqlite3_load_extension(sqlite3 db, utf8z file, utf8z entryPoint, out utf8z message)
    {
        fixed (byte* filePointer = file, entryPointer = entryPoint)
        {
            var rc = Native.sqlite3_load_extension(db, filePointer, entryPointer, out var error);
            message = utf8z.FromString(utf8z.FromPointer(error).utf8_to_string());
            Native.sqlite3_free(error);
            return rc;
        }
    }

    /// <summary>What is declared about a column; a null <paramref name="column"/> asks whether the table exists.</summary>
    public static int sqlite3_table_column_metadata(
        sqlite3 db, string? database, string table, string? column,
        out string? type, out string? collation, out int notNull, out int primaryKey, out int autoIncrement)
    {
        var rc = Native.sqlite3_table_column_metadata(
            db, database, table, column, out var typeText, out var collationText, out notNull, out primaryKey, out autoIncrement);
        type = utf8z.FromPointer(typeText).utf8_to_string();
        collation = utf8z.FromPointer(collationText).utf8_to_string();
        return rc;
    }

    /// <summary>Sets the hook, or removes it when <paramref name="hook"/> is null.</summary>
    public static void sqlite3_rollback_hook(sqlite3 db, delegate_rollback? hook, object? state)
    {
        var held = hook is null ? 0 : CallbackState.New(new CallbackState.Rollback(hook, state));
        Native.sqlite3_rollback_hook(db, hook is null ? null : &Callbacks.OnRollback, held);
        CallbackState.Free(Interlocked.Exchange(ref db.RollbackState, held));
    }
}
