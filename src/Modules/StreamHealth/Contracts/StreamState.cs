namespace Platform.StreamHealth.Contracts;

/// <summary>How a stream was when it was last checked.</summary>
public enum StreamState
{
    /// <summary>Not checked yet.</summary>
    Pending,

    /// <summary>Nothing to complain about.</summary>
    Healthy,

    /// <summary>It plays, but something is outside its thresholds.</summary>
    Degraded,

    /// <summary>A listener hears nothing, or nothing worth hearing.</summary>
    Failing,
}
