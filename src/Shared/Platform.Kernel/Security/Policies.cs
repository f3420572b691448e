namespace Platform.Kernel.Security;

/// <summary>Names of the authorization policies. Each includes the ones above it.</summary>
public static class Policies
{
    /// <summary>Look at everything that is not secret. Role viewer and up.</summary>
    public const string View = "view";

    /// <summary>Define and run checks, jobs and media work. Role operator and up.</summary>
    public const string Operate = "operate";

    /// <summary>Users, keys, settings. Role admin.</summary>
    public const string Administer = "administer";
}

/// <summary>Names of the roles.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Admin];
}
