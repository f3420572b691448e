using System.Text;

namespace SQLitePCL;

/// <summary>
/// The part of the SQLitePCLRaw API that Microsoft.Data.Sqlite and EF Core's SQLite provider call, over the system's
/// SQLite library. Names, signatures and result codes are those of sqlite3.h.
/// </summary>
public static unsafe partial class raw
{
    public const int SQLITE_OK = 0;
    public const int SQLITE_ROW = 100;
    public const int SQLITE_DONE = 101;
    private const int Utf8Encoding = 1; // SQLITE_UTF8

    /// <summary>
    /// Named as a build without encryption, so that a Password in a connection string is refused rather than ignored.
    /// </summary>
    public static string GetNativeLibraryName() => "e_sqlite3";

    /// <summary>"3.40.1".</summary>
    public static utf8z sqlite3_libversion() => utf8z.FromPointer(Native.sqlite3_libversion());

    /// <summary>3040001 for 3.40.1.</summary>
    public static int sqlite3_libversion_number() => Native.sqlite3_libversion_number();

    /// <summary>A result code in words.</summary>
    public static utf8z sqlite3_errstr(int rc) => utf8z.FromPointer(Native.sqlite3_errstr(rc));

    /// <summary>How many words of SQL the library knows.</summary>
    public static int sqlite3_keyword_count() => Native.sqlite3_keyword_count();

    /// <summary>The <paramref name="index"/>th word of SQL.</summary>
    public static int sqlite3_keyword_name(int index, out string? name)
    {
        var rc = Native.sqlite3_keyword_name(index, out var text, out var length); // not zero-terminated
        name = rc == SQLITE_OK ? Encoding.UTF8.GetString(text, length) : null;
        return rc;
    }

    /// <summary>Only called on the Windows runtime's app container, which this product does not run in.</summary>
    public static int sqlite3_win32_set_directory(int type, string path) => throw new PlatformNotSupportedException();
}
