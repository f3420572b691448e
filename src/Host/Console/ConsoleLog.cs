namespace Platform.Host.Console;

/// <summary>Log messages of Razor components, which cannot hold generated ones themselves.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A console page failed; it was shown as {FailureId}.")]
    public static partial void PageFailed(ILogger logger, string failureId, Exception exception);
}
