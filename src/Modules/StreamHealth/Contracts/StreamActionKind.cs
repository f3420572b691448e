namespace Platform.StreamHealth.Contracts;

/// <summary>What an operator can do with a stream in a list.</summary>
public enum StreamActionKind
{
    CheckNow,
    Pause,
    Resume,
    Delete,
}
