namespace Platform.Kernel.CommandLine;

/// <summary>Exit codes of the command line; documented in docs/cli.md.</summary>
public static class ExitCodes
{
    /// <summary>The command did what it was asked. For <c>check</c>: a check was carried out, even if the stream is dead.</summary>
    public const int Success = 0;

    /// <summary>A value is wrong, or the command could not do its work; stderr says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself could not be understood.</summary>
    public const int Usage = 2;

    /// <summary>Much was to be done, and a part of it failed; stdout says which. For <c>transcribe</c>: at least one file failed.</summary>
    public const int Partial = 3;
}
