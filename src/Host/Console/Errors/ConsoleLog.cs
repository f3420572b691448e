namespace Platform.Host.Console.Errors;

/// <summary>Log messages of the console; Razor components cannot hold generated ones themselves.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A console page failed; it was shown as {FailureId}.")]
    public static partial void PageFailed(ILogger logger, string failureId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Path} could not be made; request {RequestId}.")]
    public static partial void RequestFailed(ILogger logger, string path, string requestId, Exception exception);
}
