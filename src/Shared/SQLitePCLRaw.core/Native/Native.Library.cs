using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>The entry points of the system's SQLite library, as sqlite3.h declares them.</summary>
internal static unsafe partial class Native
{
    private const string Lib = "sqlite3";

    /// <summary>SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.</summary>
    internal static readonly nint Transient = -1;

    /// <summary>File names the library goes by, best first.</summary>
    internal static string[] Candidates { get; } =
        OperatingSystem.IsWindows() ? ["e_sqlite3", "sqlite3", "winsqlite3"] :
        OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] :
        ["libsqlite3.so.0", "libsqlite3.so"];

    // Module initialiser: it has to run before the first P/Invoke of this assembly, whichever that is.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Initialize() => NativeLibrary.SetDllImportResolver(
        typeof(Native).Assembly,
        (name, assembly, path) => name == Lib ? Load(Candidates, assembly, path) : 0);
#pragma warning restore CA2255

    /// <exception cref="DllNotFoundException">None of the candidates loads; the message says what to install.</exception>
    internal static nint Load(IReadOnlyList<string> candidates, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (var candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle)) return handle;
        }
        throw new DllNotFoundException(
            $"No SQLite library was found (tried: {string.Join(", ", candidates)}). On Debian or Ubuntu install the package libsqlite3-0.");
    }

    [LibraryImport(Lib)]
    internal static partial byte* sqlite3_libversion();

    [LibraryImport(Lib)]
    internal static partial int sqlite3_libversion_number();

    [LibraryImport(Lib)]
    internal static partial byte* sqlite3_errstr(int rc);

    [LibraryImport(Lib)]
    internal static partial void sqlite3_free(void* memory);

    [LibraryImport(Lib)]
    internal static partial int sqlite3_keyword_count();

    [LibraryImport(Lib)]
    internal static partial int sqlite3_keyword_name(int index, out byte* name, out int length);
}
