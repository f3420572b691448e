using System.Runtime.InteropServices;

namespace Platform.Data;

/// <summary>Who this process is, for messages about what it may not do.</summary>
internal static partial class ProcessUser
{
    /// <summary>Whether this is a .NET container; its images set the variable.</summary>
    public static bool InContainer => Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1";

    /// <summary>Number of the user in effect; in a container it may be one without a name.</summary>
    public static string Id => OperatingSystem.IsWindows() ? Environment.UserName : EffectiveUser().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>For a sentence: <c>user 'radio'</c>, in a container <c>user 10001</c>.</summary>
    public static string Description => InContainer ? $"user {Id}" : $"user '{Environment.UserName}'";

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
