namespace Platform.StreamHealth.Contracts;

/// <param name="Ids">The incidents, 1 to 500.</param>
public sealed record IncidentIds(IReadOnlyList<Guid> Ids);

/// <param name="Acknowledged">How many were open and are acknowledged now.</param>
public sealed record AcknowledgedIncidents(int Acknowledged);

/// <param name="Text">Markdown, at most 10,000 characters.</param>
public sealed record IncidentText(string? Text);

/// <summary>How an incident is ended by hand.</summary>
public sealed record ResolveInput
{
    /// <summary>The stream still fails and may: nothing is opened until its state changes.</summary>
    public bool Accept { get; init; }

    public string? Comment { get; init; }
}
