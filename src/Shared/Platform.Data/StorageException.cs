namespace Platform.Data;

/// <summary>
/// The machine does not let the platform store its data (folder not writable, database missing or not reachable).
/// The message is for the operator: what is wrong and how to fix it. It ends the start or the command, without a stack trace.
/// </summary>
public sealed class StorageException(string message, Exception? innerException = null) : Exception(message, innerException);
