using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>Something SQLite allocated; invalid when SQLite gave none.</summary>
public abstract class SqliteHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;
}

/// <summary>
/// A connection. It is closed with <c>sqlite3_close_v2</c>, which leaves it a "zombie" until its last statement, blob
/// and backup are gone, so the order in which finalizers run does not matter.
/// </summary>
public sealed class sqlite3 : SqliteHandle
{
    /// <summary>The state SQLite holds for the rollback hook; 0 when none is set. See <see cref="CallbackState"/>.</summary>
    internal nint RollbackState;

    protected override bool ReleaseHandle()
    {
        var rc = Native.sqlite3_close_v2(handle);
        CallbackState.Free(RollbackState);
        return rc == raw.SQLITE_OK;
    }
}

/// <summary>A prepared statement; invalid when the SQL text held none (a comment, white space).</summary>
public sealed class sqlite3_stmt : SqliteHandle
{
    // Like blob_close and backup_finish, finalize repeats the error of the last call: it says nothing about the release.
    protected override bool ReleaseHandle()
    {
        _ = Native.sqlite3_finalize(handle);
        return true;
    }
}

/// <summary>An open blob of one row.</summary>
public sealed class sqlite3_blob : SqliteHandle
{
    protected override bool ReleaseHandle()
    {
        _ = Native.sqlite3_blob_close(handle);
        return true;
    }
}

/// <summary>An online backup under way.</summary>
public sealed class sqlite3_backup : SqliteHandle
{
    protected override bool ReleaseHandle()
    {
        _ = Native.sqlite3_backup_finish(handle);
        return true;
    }
}
